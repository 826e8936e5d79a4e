/**
 * The ABI as the generators see it: checked, structures placed, names spelt out. Whatever a generator needs to
 * know of the ABI's rules is decided here, so that no two outputs can disagree.
 */
import type { ABI } from "../index.js";
import type { Call, Constant, Enumeration, Struct } from "../schema.js";
import { AbiFault } from "./fault.js";
import { type PlacedStruct, placeStruct } from "./layout.js";
import { upperSnake } from "./names.js";

/** The shape of `abi/index.ts`, with the exact names of its constants forgotten. */
export interface AbiSource {
  readonly constants: Readonly<Record<keyof (typeof ABI)["constants"], readonly Constant[]>>;
  readonly enumerations: readonly Enumeration[];
  readonly layouts: Readonly<Record<keyof (typeof ABI)["layouts"], readonly Struct[]>>;
  readonly calls: { readonly core: readonly Call[]; readonly hypercalls: readonly Call[] };
}

export interface ModelConstant extends Constant {
  /** The value as every language here writes it: hexadecimal for addresses, selectors and patterns. */
  readonly literal: string;
}

export interface ConstantGroup {
  readonly title: string;
  readonly doc: string;
  readonly constants: readonly ModelConstant[];
}

export interface ModelCall extends Call {
  /** Name of the constant that holds the number. */
  readonly constant: string;
}

export interface Model {
  /** Constants, enumerations and call numbers, in that order. */
  readonly groups: readonly ConstantGroup[];
  readonly enumerations: readonly Enumeration[];
  readonly layouts: Readonly<Record<keyof AbiSource["layouts"], readonly PlacedStruct[]>>;
  readonly structs: readonly PlacedStruct[];
  readonly calls: { readonly core: readonly ModelCall[]; readonly hypercalls: readonly ModelCall[] };
}

const GROUP_TITLES: Readonly<Record<keyof AbiSource["constants"], { title: string; radix: 10 | 16 }>> = {
  memoryMap: { title: "Memory map", radix: 16 },
  selectors: { title: "Segment selectors", radix: 16 },
  gates: { title: "Gates and vectors", radix: 16 },
  limits: { title: "Limits", radix: 10 },
  magics: { title: "Magic numbers", radix: 16 },
};

export const MAX_ARGUMENTS = 5;

function literal(value: number, radix: 10 | 16): string {
  return radix === 16 || value > 0x7fffffff ? `0x${value.toString(16)}` : String(value);
}

function modelConstant({ name, value, doc }: Constant, radix: 10 | 16): ModelConstant {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new AbiFault(`${name}: ${value} does not fit 32 bits without a sign`);
  }
  return { name, value, doc, literal: literal(value, radix) };
}

/** `wait` becomes `HYPERCALL_WAIT`; a name that starts with the prefix already does not get it twice. */
function callConstant(prefix: "CALL" | "HYPERCALL", name: string): string {
  const upper = upperSnake(name);
  return upper.startsWith(`${prefix}_`) ? upper : `${prefix}_${upper}`;
}

function refuseDuplicates<T>(what: string, items: readonly T[], key: (item: T) => string | number): void {
  const seen = new Set<string | number>();
  for (const item of items) {
    const value = key(item);
    if (seen.has(value)) throw new AbiFault(`${what}: ${value} occurs twice`);
    seen.add(value);
  }
}

function checkCall(call: Call, statuses: ReadonlySet<string>, structs: ReadonlyMap<string, PlacedStruct>): void {
  const where = `call ${call.name}`;
  if (call.args.length > MAX_ARGUMENTS) {
    throw new AbiFault(`${where}: ${call.args.length} arguments, but only ${MAX_ARGUMENTS} registers carry them`);
  }
  refuseDuplicates(`${where}, arguments`, call.args, (argument) => argument.name);
  for (const error of call.errors) {
    if (!statuses.has(error)) throw new AbiFault(`${where}: there is no STATUS value ${error}`);
  }
  for (const argument of call.args) {
    const isMemory = argument.type === "guest_in" || argument.type === "guest_out";
    const { length, struct, extent } = argument;
    if (isMemory === (length === undefined && struct === undefined && extent === undefined)) {
      throw new AbiFault(`${where}, ${argument.name}: memory needs a length or a structure, and nothing else has one`);
    }
    if (argument.length !== undefined && !call.args.some((other) => other.name === argument.length)) {
      throw new AbiFault(`${where}, ${argument.name}: there is no argument ${argument.length}`);
    }
    if (argument.struct !== undefined && !structs.has(argument.struct)) {
      throw new AbiFault(`${where}, ${argument.name}: there is no structure ${argument.struct}`);
    }
  }
}

/** Checks the ABI and spells it out. Throws AbiFault at the first mistake. */
export function buildModel(abi: AbiSource): Model {
  const byName = new Map<string, PlacedStruct>();
  const place = (structs: readonly Struct[]): PlacedStruct[] =>
    structs.map((struct) => {
      if (byName.has(struct.name)) throw new AbiFault(`structure ${struct.name}: the name is used twice`);
      const placed = placeStruct(struct, byName);
      byName.set(struct.name, placed);
      return placed;
    });
  const layouts = {
    kernel: place(abi.layouts.kernel),
    guest: place(abi.layouts.guest),
    table: place(abi.layouts.table),
    observed: place(abi.layouts.observed),
  };

  const statuses = new Set(
    abi.enumerations.find(({ prefix }) => prefix === "STATUS")?.values.map((value) => value.name) ?? [],
  );
  const allCalls = [...abi.calls.core, ...abi.calls.hypercalls];
  refuseDuplicates("call numbers", allCalls, (call) => call.nr);
  refuseDuplicates("call names", allCalls, (call) => call.name);
  for (const call of allCalls) checkCall(call, statuses, byName);
  const calls = {
    core: abi.calls.core.map((call) => ({ ...call, constant: callConstant("CALL", call.name) })),
    hypercalls: abi.calls.hypercalls.map((call) => ({ ...call, constant: callConstant("HYPERCALL", call.name) })),
  };

  const groups: ConstantGroup[] = [];
  for (const [key, { title, radix }] of Object.entries(GROUP_TITLES)) {
    const constants = abi.constants[key as keyof AbiSource["constants"]];
    groups.push({ title, doc: "", constants: constants.map((constant) => modelConstant(constant, radix)) });
  }
  for (const { prefix, doc, values } of abi.enumerations) {
    refuseDuplicates(`enumeration ${prefix}, values`, values, (value) => value.value);
    const constants = values.map((value) => modelConstant({ ...value, name: `${prefix}_${value.name}` }, 10));
    groups.push({ title: prefix, doc, constants });
  }
  for (const [title, list] of [
    ["Core calls", calls.core],
    ["Hypercalls", calls.hypercalls],
  ] as const) {
    const constants = list.map((call) => modelConstant({ name: call.constant, value: call.nr, doc: call.doc }, 16));
    groups.push({ title, doc: "Numbers for EAX.", constants });
  }
  refuseDuplicates(
    "constant names",
    groups.flatMap((group) => group.constants),
    (constant) => constant.name,
  );
  return { groups, enumerations: abi.enumerations, layouts, structs: [...byName.values()], calls };
}
