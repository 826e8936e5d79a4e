/** The little that must be known of the kernel's instructions: which read the clock, and where branches lead. */
import { readElf } from "../../host/elf/reader.js";
import { BenchFailure } from "../bench-failure.js";

export interface KernelCode {
  /** The address of a symbol. */
  address(symbol: string): number;
  readonly text: DataView;
  readonly textAddress: number;
}

export function kernelCode(kernel: Uint8Array): KernelCode {
  const elf = readElf(kernel, "the kernel");
  const section = elf.sections.find(({ name }) => name === ".text");
  if (section === undefined) throw new BenchFailure("the kernel has no section .text");
  const bytes = elf.sectionBytes(section);
  const symbols = new Map(elf.symbols().map(({ name, value }) => [name, value]));
  return {
    text: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    textAddress: section.address,
    address(symbol) {
      const value = symbols.get(symbol);
      if (value === undefined) throw new BenchFailure(`the kernel has no symbol ${symbol}`);
      return value;
    },
  };
}

/** RDTSC: 0F 31. */
export function isTimestampRead({ text, textAddress }: KernelCode, address: number): boolean {
  return text.getUint16(address - textAddress) === 0x0f31;
}

/** Where the instruction may lead if it is a jump (Intel SDM vol. 2, Jcc and JMP); nothing for another. */
export function branchOf({ text, textAddress }: KernelCode, address: number): readonly number[] {
  const at = address - textAddress;
  const first = text.getUint8(at);
  const short = (): number => address + 2 + text.getInt8(at + 1);
  if (first >= 0x70 && first <= 0x7f) return [address + 2, short()];
  if (first === 0xeb) return [short()];
  if (first === 0xe9) return [address + 5 + text.getInt32(at + 1, true)];
  const second = text.getUint8(at + 1);
  if (first === 0x0f && second >= 0x80 && second <= 0x8f)
    return [address + 6, address + 6 + text.getInt32(at + 2, true)];
  return [];
}
