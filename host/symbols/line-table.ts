/**
 * Source lines by address, from .debug_line (DWARF 5, section 6.2; versions 2 to 4 differ in the header alone).
 * Debug information is a help: what cannot be understood is left out, and nothing here throws.
 */

import type { DebugTexts } from "./attribute-form.js";
import { ByteReader } from "./byte-reader.js";
import { readFiles } from "./line-files.js";

export interface LineRange {
  readonly address: number;
  /** First address that the line does not cover. */
  readonly end: number;
  readonly file: string;
  readonly line: number;
}

const OPCODE = {
  extended: 0,
  copy: 1,
  advancePc: 2,
  advanceLine: 3,
  setFile: 4,
  constAddPc: 8,
  fixedAdvancePc: 9,
} as const;
const EXTENDED = { endSequence: 1, setAddress: 2 } as const;

interface Row {
  readonly address: number;
  readonly file: number;
  readonly line: number;
}

interface Header {
  readonly minimumInstruction: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** Operands of each standard opcode, from opcode 1. */
  readonly operandCounts: readonly number[];
}

/** Runs one unit's line program; calls `sequence` with the rows of each contiguous piece of code and its end. */
function runProgram(reader: ByteReader, header: Header, sequence: (rows: readonly Row[], end: number) => void): void {
  let rows: Row[] = [];
  let address = 0;
  let file = 1;
  let line = 1;
  const advance = (operations: number): void => {
    address += operations * header.minimumInstruction;
  };
  const specialAdvance = (opcode: number): number => Math.floor((opcode - header.opcodeBase) / header.lineRange);
  while (reader.offset < reader.bytes.length) {
    const opcode = reader.u8();
    if (opcode >= header.opcodeBase) {
      advance(specialAdvance(opcode));
      line += header.lineBase + ((opcode - header.opcodeBase) % header.lineRange);
      rows.push({ address, file, line });
      continue;
    }
    switch (opcode) {
      case OPCODE.extended: {
        const operands = reader.part(reader.uleb());
        const extended = operands.u8();
        if (extended === EXTENDED.setAddress) address = operands.u32();
        if (extended === EXTENDED.endSequence) {
          sequence(rows, address);
          rows = [];
          address = 0;
          file = 1;
          line = 1;
        }
        break;
      }
      case OPCODE.copy:
        rows.push({ address, file, line });
        break;
      case OPCODE.advancePc:
        advance(reader.uleb());
        break;
      case OPCODE.advanceLine:
        line += reader.sleb();
        break;
      case OPCODE.setFile:
        file = reader.uleb();
        break;
      case OPCODE.constAddPc:
        advance(specialAdvance(255));
        break;
      case OPCODE.fixedAdvancePc:
        address += reader.u16();
        break;
      default:
        for (let count = header.operandCounts[opcode - 1] ?? 0; count > 0; count -= 1) reader.uleb();
    }
  }
}

/** Adds the lines of one unit; `unit` starts behind the unit's length. */
function readUnit(unit: ByteReader, texts: DebugTexts, folder: string, lines: LineRange[]): void {
  const version = unit.u16();
  if (version < 2 || version > 5) return;
  if (version >= 5) unit.skip(2); // sizes of an address and of a segment selector
  const program = unit.u32();
  const programStart = unit.offset + program;
  const minimumInstruction = unit.u8();
  if (version >= 4) unit.skip(1); // operations of an instruction: 1 but for VLIW
  unit.skip(1); // whether a row starts a statement at first
  const lineBase = unit.i8();
  const lineRange = unit.u8();
  const opcodeBase = unit.u8();
  const operandCounts = Array.from({ length: Math.max(opcodeBase - 1, 0) }, () => unit.u8());
  const files = readFiles(unit, version, texts, folder);
  unit.offset = programStart;
  runProgram(unit, { minimumInstruction, lineBase, lineRange, opcodeBase, operandCounts }, (rows, sequenceEnd) => {
    for (const [index, row] of rows.entries()) {
      const end = rows[index + 1]?.address ?? sequenceEnd;
      const file = files[row.file];
      // Line 0 is code that the compiler made up; a sequence at address 0 is code that the linker dropped.
      if (row.line > 0 && row.address > 0 && end > row.address && file !== undefined) {
        lines.push({ address: row.address, end, file, line: row.line });
      }
    }
  });
}

const DWARF_64 = 0xffffffff;

/** All lines of the section, by ascending address. `folders`: where each unit was compiled, by its table's offset. */
export function readLines(section: Uint8Array, folders: ReadonlyMap<number, string>, texts: DebugTexts): LineRange[] {
  const reader = new ByteReader(section);
  const lines: LineRange[] = [];
  try {
    while (reader.offset < section.length) {
      const folder = folders.get(reader.offset) ?? "";
      const length = reader.u32();
      if (length === DWARF_64) break;
      const unit = reader.part(length);
      try {
        readUnit(unit, texts, folder, lines);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return lines.sort((a, b) => a.address - b.address);
}
