/** The vocabulary of the APEX table, and the phrases that many of its services share. It knows no service. */
import { LIMITS } from "../memory-map.js";

export type ReturnCode =
  | "NO_ERROR"
  | "NO_ACTION"
  | "NOT_AVAILABLE"
  | "INVALID_PARAM"
  | "INVALID_CONFIG"
  | "INVALID_MODE"
  | "TIMED_OUT";

export interface ApexParameter {
  readonly name: string;
  /** The standard's type; of an `out` parameter the type that the pointer leads to. */
  readonly type: string;
  readonly direction: "in" | "out";
  readonly doc: string;
}

/** A return code and when it comes. A code occurs as often as it has checks of its own. */
export interface ApexCode {
  readonly code: ReturnCode;
  readonly when: string;
  /** The library's own check: not among the errors of the call behind the service. */
  readonly inLibrary?: true;
}

export interface ApexService {
  readonly name: string;
  readonly doc: string;
  /** But for RETURN_CODE, which comes last. */
  readonly parameters: readonly ApexParameter[];
  /** The core call behind it; "none": the library computes the answer. */
  readonly call: string;
  /** All but NO_ERROR, in the order of the checks. */
  readonly codes: readonly ApexCode[];
  /** STOP_SELF alone: it has no RETURN_CODE. */
  readonly hasReturnCode?: false;
  /** Errors of the call that cannot come to this service. */
  readonly withoutErrors?: readonly string[];
}

export interface ApexConstant {
  readonly kind: "constant";
  readonly name: string;
  /** A number, or another constant. */
  readonly value: number | string;
}
export interface ApexAlias {
  readonly kind: "alias";
  readonly name: string;
  /** What it is in C; `[n]` behind it makes an array. */
  readonly type: string;
}
export interface ApexEnumeration {
  readonly kind: "enumeration";
  readonly name: string;
  /** From 0 on. */
  readonly values: readonly string[];
}
export interface ApexStructure {
  readonly kind: "structure";
  readonly name: string;
  readonly fields: readonly (readonly [type: string, name: string])[];
}
export type ApexType = ApexConstant | ApexAlias | ApexEnumeration | ApexStructure;

/** The services of one header. */
export interface ApexGroup {
  readonly title: string;
  readonly part: 1 | 2;
  /** Of the standard's Part 1, Supplement 5; of Part 2 the chapter's name. Its services are numbered from 1. */
  readonly section: string;
  /** The name of its header. */
  readonly header: string;
  /** Other headers that its types need, besides apexType.h. */
  readonly includes: readonly string[];
  readonly types: readonly ApexType[];
  readonly services: readonly ApexService[];
}

const codes =
  (code: ReturnCode) =>
  (when: string): ApexCode => ({ code, when });
export const noAction = codes("NO_ACTION");
export const notAvailable = codes("NOT_AVAILABLE");
export const invalidParam = codes("INVALID_PARAM");
export const invalidConfig = codes("INVALID_CONFIG");
export const invalidMode = codes("INVALID_MODE");
export const timedOut = codes("TIMED_OUT");
/** The same, where the library checks instead of the kernel. */
export const inLibrary = (code: ApexCode): ApexCode => ({ ...code, inLibrary: true });

export const input = (type: string, name: string, doc: string): ApexParameter => ({
  name,
  type,
  direction: "in",
  doc,
});
export const output = (type: string, name: string, doc: string): ApexParameter => ({
  name,
  type,
  direction: "out",
  doc,
});
export const constant = (name: string, value: number | string): ApexConstant => ({ kind: "constant", name, value });
/** The value of one of the kernel's limits. */
export const limit = (name: (typeof LIMITS)[number]["name"]): number =>
  LIMITS.find((constant) => constant.name === name)!.value;
export const alias = (name: string, type: string): ApexAlias => ({ kind: "alias", name, type });
export const enumeration = (name: string, ...values: string[]): ApexEnumeration => ({
  kind: "enumeration",
  name,
  values,
});
export const structure = (name: string, ...fields: (readonly [string, string])[]): ApexStructure => ({
  kind: "structure",
  name,
  fields,
});

export const messageIn = [
  input("MESSAGE_ADDR_TYPE", "MESSAGE_ADDR", "The message."),
  input("MESSAGE_SIZE_TYPE", "LENGTH", "Its bytes."),
];
export const messageOut = [
  input("MESSAGE_ADDR_TYPE", "MESSAGE_ADDR", "Room for the longest message."),
  output("MESSAGE_SIZE_TYPE", "LENGTH", "The message's bytes; 0 where there is none."),
];
export const timeOut = input(
  "SYSTEM_TIME_TYPE",
  "TIME_OUT",
  "The longest wait; 0: none, INFINITE_TIME_VALUE: for ever.",
);
export const discipline = input("QUEUING_DISCIPLINE_TYPE", "QUEUING_DISCIPLINE", "In what order processes wait.");
export const maxMessageSize = input("MESSAGE_SIZE_TYPE", "MAX_MESSAGE_SIZE", "Bytes of the longest message.");

/** Of all that is made: only while the partition starts, and each name once. */
export const created = (what: string): readonly ApexCode[] => [
  invalidMode("The partition is in NORMAL."),
  noAction(`There is a ${what} of that name already.`),
];
export const timeOutRange = invalidParam("TIME_OUT is less than INFINITE_TIME_VALUE or above 2^62.");
/** What comes once the service cannot be done at once. */
export const waiting = (lacking: string): readonly ApexCode[] => [
  notAvailable(`${lacking}, and TIME_OUT is 0.`),
  invalidMode(
    `${lacking}, and the caller may not wait: it owns a mutex or the preemption lock, or is the error handler, or the partition is not in NORMAL.`,
  ),
  timedOut("TIME_OUT passed."),
];
