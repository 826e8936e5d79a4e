/**
 * Changes to v86's WebAssembly module, made in memory, on the one version whose bytes are known. Without the first
 * three its timer interrupts come up to 100,000 instructions late.
 *
 * - The main loop polls timers after a fixed number of instructions: it now reads that number from a global,
 *   `pollAfter`, which the runner sets to what is left until the next deadline.
 * - The interpreter counts instructions in runs of up to 100,001: a run now ends with each backward jump.
 * - Compiled loops leave after 100,003 instructions: they now leave after COMPILED_LOOP_LIMIT.
 * - Two more things are exported: the stack pointer, and the function that raises a general protection fault.
 */
import { createHash } from "node:crypto";

const V86_WASM_SHA256 = "aa0d0e149d6b60063b85de4871e78505637ce92821e14a9f9802c4008ba2336e";

/** The polling distance as v86 has it. */
export const POLL_AFTER_MAX = 100_003;
const COMPILED_LOOP_LIMIT = 32;

const SECTION_GLOBAL = 6;
const SECTION_EXPORT = 7;
const KIND_FUNCTION = 0;
const KIND_GLOBAL = 3;
const STACK_POINTER_GLOBAL = 0;
const POLL_AFTER_GLOBAL = 1;
/** `trigger_gp` of src/rust/cpu/cpu.rs. */
const RAISE_GENERAL_PROTECTION_FUNCTION = 1591;

/** What the patched module exports besides its own. */
export interface PatchedExports {
  /** Instructions until timers are polled, counted from the last poll. */
  readonly pollAfter: WebAssembly.Global<"i32">;
  readonly stackPointer: WebAssembly.Global<"i32">;
  /** Delivers vector 13 for the instruction at `previous_ip`. */
  readonly raiseGeneralProtection: (errorCode: number) => void;
}

const I32_CONST_100003 = [0x41, 0xa3, 0x8d, 0x06];
const I32_CONST_100001 = [0x41, 0xa1, 0x8d, 0x06];
const I64_CONST_100003 = [0x42, 0xa3, 0x8d, 0x06];
const I32_LT_U = 0x49;
const NOP = 0x01;

export function patchV86(original: Uint8Array): Uint8Array<ArrayBuffer> {
  if (createHash("sha256").update(original).digest("hex") !== V86_WASM_SHA256) {
    throw new Error("v86.wasm is not the one of v86 0.5.462, which Bulkhead needs; run `npm ci` in Bulkhead's folder");
  }
  const module = Uint8Array.from(original);
  replace(module, [...I32_CONST_100003, I32_LT_U], [0x23, POLL_AFTER_GLOBAL, NOP, NOP, I32_LT_U], 1);
  replace(module, [...I32_CONST_100001, I32_LT_U], [0x41, ...leb128Padded(1), I32_LT_U], 1);
  replace(module, I64_CONST_100003, [0x42, ...leb128Padded(COMPILED_LOOP_LIMIT)], 2);
  return withSections(module);
}

function replace(module: Uint8Array, from: readonly number[], to: readonly number[], occurrences: number): void {
  const buffer = Buffer.from(module.buffer, module.byteOffset, module.length);
  const pattern = Buffer.from(from);
  let at = -1;
  for (let n = 0; n < occurrences; n++) {
    at = buffer.indexOf(pattern, at + 1);
    module.set(to, at);
  }
}

/** Appends the global and the exports, and copies the rest. */
function withSections(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const mutableI32 = [0x7f, 0x01, ...I32_CONST_100003, 0x0b];
  const exported: [name: keyof PatchedExports, kind: number, index: number][] = [
    ["pollAfter", KIND_GLOBAL, POLL_AFTER_GLOBAL],
    ["stackPointer", KIND_GLOBAL, STACK_POINTER_GLOBAL],
    ["raiseGeneralProtection", KIND_FUNCTION, RAISE_GENERAL_PROTECTION_FUNCTION],
  ];
  const exports = exported.map(([name, kind, index]) => [name.length, ...Buffer.from(name), kind, ...leb128(index)]);
  const parts: Uint8Array[] = [module.subarray(0, 8)];
  let at = 8;
  while (at < module.length) {
    const id = module[at]!;
    const size = readLeb128(module, at + 1);
    let body = module.subarray(size.end, size.end + size.value);
    at = size.end + size.value;
    if (id === SECTION_GLOBAL) body = append(body, [mutableI32]);
    if (id === SECTION_EXPORT) body = append(body, exports);
    parts.push(Uint8Array.from([id, ...leb128(body.length)]), body);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

/** A section's content is a count, then that many entries. */
function append(section: Uint8Array, entries: readonly (readonly number[])[]): Uint8Array {
  const count = readLeb128(section, 0);
  const head = Uint8Array.from(leb128(count.value + entries.length));
  return Buffer.concat([head, section.subarray(count.end), Uint8Array.from(entries.flat())]);
}

function readLeb128(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let shift = 0;
  let at = start;
  for (;;) {
    const byte = bytes[at++]!;
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if ((byte & 0x80) === 0) return { value, end: at };
  }
}

function leb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

/** In three bytes, whatever the value, so that nothing behind it moves. */
function leb128Padded(value: number): number[] {
  return [(value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, (value >> 14) & 0x3f];
}
