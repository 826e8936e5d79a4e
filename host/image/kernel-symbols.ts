/** The kernel's functions for its own panic message: SymbolTable, addresses, offsets, names (abi/layouts.ts). */
import type { ElfFile } from "../elf/reader.js";
import { encodeSymbolTable, SYMBOL_TABLE_MAGIC, SYMBOL_TABLE_SIZE } from "../generated/abi.js";
import { functionName } from "../symbols/function-name.js";
import { functionsOf } from "../symbols/functions.js";

/** The table's bytes; undefined for a stripped kernel. */
export function kernelSymbols(kernel: ElfFile): Uint8Array<ArrayBuffer> | undefined {
  const functions = functionsOf(kernel);
  if (functions.length === 0) return undefined;
  const names = functions.map(({ symbol }) => {
    const { name, module } = functionName(symbol);
    return new TextEncoder().encode(`${module === undefined ? name : `${module}/${name}`}\0`);
  });
  const addressesOffset = SYMBOL_TABLE_SIZE;
  const offsetsOffset = addressesOffset + functions.length * 4;
  const namesOffset = offsetsOffset + functions.length * 4;
  const namesBytes = names.reduce((sum, name) => sum + name.length, 0);
  const sizeBytes = Math.ceil((namesOffset + namesBytes) / 4) * 4;
  const view = new DataView(new ArrayBuffer(sizeBytes));
  const bytes = new Uint8Array(view.buffer);
  encodeSymbolTable(view, 0, { magic: SYMBOL_TABLE_MAGIC, count: functions.length, sizeBytes, reserved: 0 });
  let nameOffset = namesOffset;
  for (const [index, { address }] of functions.entries()) {
    view.setUint32(addressesOffset + index * 4, address, true);
    view.setUint32(offsetsOffset + index * 4, nameOffset, true);
    bytes.set(names[index]!, nameOffset);
    nameOffset += names[index]!.length;
  }
  return bytes;
}
