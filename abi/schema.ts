/**
 * The vocabulary in which the ABI is written: constants, enumerations, structures and calls as plain data.
 * `generate/` turns that data into the kernel's classes, the C header, the host's codecs, the assembler's
 * offsets and the manual page. This file knows no fact of the ABI.
 */

export type Scalar = "u8" | "u16" | "u32" | "u64";

/** A field's type: a scalar, a fixed array of scalars, a NUL-padded name, or a fixed array of structures. */
export type FieldType =
  | Scalar
  | { readonly array: Scalar; readonly length: number }
  | { readonly text: number }
  | { readonly struct: string; readonly length: number };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly doc: string;
}

/** A structure in memory. Every field lies at its natural alignment (u64: 8) and no padding is implied. */
export interface Struct {
  readonly name: string;
  readonly doc: string;
  /** Size that the fields must add up to, in bytes: a check on the author. */
  readonly sizeBytes: number;
  readonly fields: readonly Field[];
}

export interface Constant {
  readonly name: string;
  readonly value: number;
  readonly doc: string;
}

/** A closed set of values. `prefix` starts each generated name: `STATUS_OK`. */
export interface Enumeration {
  readonly prefix: string;
  readonly doc: string;
  readonly values: readonly Constant[];
}

/**
 * An argument of a call. Arguments travel in EBX, ECX, EDX, ESI, EDI in order.
 * `guest_in` and `guest_out` are addresses of memory that the kernel reads or writes, `length` bytes or the
 * size of `struct` long, or `extent`; the kernel checks them against the caller's ranges before it touches anything.
 */
export interface Argument {
  readonly name: string;
  readonly type: "u32" | "guest_in" | "guest_out" | "guest_code";
  readonly doc: string;
  /** For guest_in and guest_out: the argument that gives the length in bytes. */
  readonly length?: string;
  /** For guest_in and guest_out: the structure at the address. */
  readonly struct?: string;
  /** For guest_in and guest_out whose length only the kernel knows: how long it is, in words. */
  readonly extent?: string;
}

export interface Call {
  /** Number in EAX. */
  readonly nr: number;
  readonly name: string;
  readonly doc: string;
  readonly args: readonly Argument[];
  /** Names of the `STATUS` values other than OK that the call can return, in the order of the checks. */
  readonly errors: readonly string[];
  /** What EDX holds on success; absent: 0. */
  readonly value?: string;
}

export const constant = (name: string, value: number, doc: string): Constant => ({ name, value, doc });
export const field = (name: string, type: FieldType, doc: string): Field => ({ name, type, doc });
export const struct = (name: string, sizeBytes: number, doc: string, fields: readonly Field[]): Struct => ({
  name,
  sizeBytes,
  doc,
  fields,
});
