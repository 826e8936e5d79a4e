/** Sizes and offsets of the ABI's structures, and the rules that a structure must keep. */
import type { Field, FieldType, Scalar, Struct } from "../schema.js";
import { AbiFault } from "./fault.js";

export interface PlacedField extends Field {
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface PlacedStruct extends Struct {
  readonly alignment: number;
  readonly fields: readonly PlacedField[];
}

export const SCALAR_BYTES: Readonly<Record<Scalar, number>> = { u8: 1, u16: 2, u32: 4, u64: 8 };

interface Extent {
  readonly sizeBytes: number;
  readonly alignment: number;
}

function extentOf(type: FieldType, placed: ReadonlyMap<string, PlacedStruct>, where: string): Extent {
  if (typeof type === "string") return { sizeBytes: SCALAR_BYTES[type], alignment: SCALAR_BYTES[type] };
  if ("array" in type) {
    return { sizeBytes: SCALAR_BYTES[type.array] * type.length, alignment: SCALAR_BYTES[type.array] };
  }
  if ("text" in type) return { sizeBytes: type.text, alignment: 1 };
  const element = placed.get(type.struct);
  if (element === undefined) throw new AbiFault(`${where}: there is no structure ${type.struct} before it`);
  return { sizeBytes: element.sizeBytes * type.length, alignment: element.alignment };
}

/** Places the fields of a structure. `placed` holds the structures that it may contain. */
export function placeStruct(struct: Struct, placed: ReadonlyMap<string, PlacedStruct>): PlacedStruct {
  let offset = 0;
  let alignment = 1;
  const names = new Set<string>();
  const fields = struct.fields.map((field): PlacedField => {
    const where = `${struct.name}.${field.name}`;
    if (names.has(field.name)) throw new AbiFault(`${where}: the name is used twice`);
    names.add(field.name);
    const extent = extentOf(field.type, placed, where);
    const rest = offset % extent.alignment;
    if (rest !== 0) {
      throw new AbiFault(
        `${where}: lies at ${offset} but must be aligned to ${extent.alignment}; add ${extent.alignment - rest} bytes before it`,
      );
    }
    const result = { ...field, offset, sizeBytes: extent.sizeBytes };
    offset += extent.sizeBytes;
    alignment = Math.max(alignment, extent.alignment);
    return result;
  });
  if (offset !== struct.sizeBytes) {
    throw new AbiFault(`${struct.name}: declared as ${struct.sizeBytes} bytes, but its fields take ${offset}`);
  }
  if (offset % alignment !== 0) {
    throw new AbiFault(
      `${struct.name}: ${offset} bytes is no multiple of its alignment ${alignment}; add ${alignment - (offset % alignment)} bytes at the end`,
    );
  }
  return { ...struct, alignment, fields };
}
