/** Constants that follow from a structure's layout: its size, and each field's offset and element count. */
import type { PlacedField, PlacedStruct } from "./layout.js";
import { upperSnake } from "./names.js";

export interface DerivedConstant {
  readonly name: string;
  readonly value: number;
}

function elementCount({ type }: PlacedField): number | undefined {
  if (typeof type === "string") return undefined;
  return "text" in type ? type.text : type.length;
}

/** `CONTEXT_SIZE`, `CONTEXT_EDI_OFFSET`, and for arrays and texts `INFO_PAGE_NAME_LENGTH`. */
export function derivedConstants(struct: PlacedStruct): DerivedConstant[] {
  const prefix = upperSnake(struct.name);
  const constants: DerivedConstant[] = [{ name: `${prefix}_SIZE`, value: struct.sizeBytes }];
  for (const field of struct.fields) {
    const fieldPrefix = `${prefix}_${upperSnake(field.name)}`;
    constants.push({ name: `${fieldPrefix}_OFFSET`, value: field.offset });
    const count = elementCount(field);
    if (count !== undefined) constants.push({ name: `${fieldPrefix}_LENGTH`, value: count });
  }
  return constants;
}
