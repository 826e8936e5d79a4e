/** The encodings of DWARF's attribute values, as far as line tables and units need them (DWARF 5, section 7.5.6). */
import type { ByteReader } from "./byte-reader.js";

/** Content of the sections that texts are shared in. */
export interface DebugTexts {
  readonly lineText: (offset: number) => string;
  readonly text: (offset: number) => string;
}

const FORM = {
  address: 0x01,
  block2: 0x03,
  block4: 0x04,
  data2: 0x05,
  data4: 0x06,
  data8: 0x07,
  string: 0x08,
  block: 0x09,
  block1: 0x0a,
  data1: 0x0b,
  flag: 0x0c,
  sdata: 0x0d,
  strp: 0x0e,
  udata: 0x0f,
  referenceAddress: 0x10,
  reference1: 0x11,
  reference2: 0x12,
  reference4: 0x13,
  reference8: 0x14,
  referenceUdata: 0x15,
  sectionOffset: 0x17,
  expression: 0x18,
  flagPresent: 0x19,
  data16: 0x1e,
  lineStrp: 0x1f,
  signature8: 0x20,
} as const;

/** The value where it is a text or a number of at most 32 bits; of anything else 0, and the reader goes behind it. */
export function readForm(reader: ByteReader, form: number, texts: DebugTexts): string | number {
  const skip = (count: number): number => {
    reader.skip(count);
    return 0;
  };
  switch (form) {
    case FORM.string:
      return reader.text();
    case FORM.lineStrp:
      return texts.lineText(reader.u32());
    case FORM.strp:
      return texts.text(reader.u32());
    case FORM.udata:
    case FORM.referenceUdata:
      return reader.uleb();
    case FORM.sdata:
      return reader.sleb();
    case FORM.data1:
    case FORM.flag:
    case FORM.reference1:
      return reader.u8();
    case FORM.data2:
    case FORM.reference2:
      return reader.u16();
    case FORM.data4:
    case FORM.address:
    case FORM.sectionOffset:
    case FORM.reference4:
    case FORM.referenceAddress:
      return reader.u32();
    case FORM.flagPresent:
      return 1;
    case FORM.data8:
    case FORM.reference8:
    case FORM.signature8:
      return skip(8);
    case FORM.data16:
      return skip(16);
    case FORM.block:
    case FORM.expression:
      return skip(reader.uleb());
    case FORM.block1:
      return skip(reader.u8());
    case FORM.block2:
      return skip(reader.u16());
    case FORM.block4:
      return skip(reader.u32());
    default:
      throw new RangeError(`unknown form ${form}`);
  }
}
