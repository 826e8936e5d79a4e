/** Calls made as a guest makes them: registers in, registers out. */
import { CORE_CALLS, HYPERCALLS } from "../../abi/calls.js";
import { type Context, GATE_CORE, GATE_HYPERCALL, STATUS_NAMES, VECTOR_SYSENTER } from "../../host/generated/abi.js";
import { areaOf, type Table } from "./system.js";
import { bootWorld, type PartitionInWorld } from "./world.js";

export interface CallFunctions {
  dispatchCoreCall(thread: number): void;
  dispatchHypercall(thread: number): void;
  clearPointerCache(partition: number): void;
  raiseLine(vcpu: number, line: number, times: number): void;
  setTimer(vcpu: number, deadlineNs: bigint, periodNs: bigint): void;
  timerNs(vcpu: number): bigint;
  wakeNs(thread: number): bigint;
  deliverableLines(vcpu: number): number;
  deliverException(vcpu: number, vector: number, errorCode: number, address: number): number;
}

export type Arguments = Partial<Context>;
export type Entry = "gate" | "sysenter";

/** All of abi/calls.ts, by number. */
export const CALLS = new Map([...CORE_CALLS, ...HYPERCALLS].map((call) => [call.nr, call]));
export const NUMBERS = new Map([...CALLS.values()].map(({ nr, name }) => [name, nr]));
/** The bit that tells hypercalls from core calls (`call-page.S`). */
const HYPERCALL_BIT = 0x100;

/** Where the guest goes on behind its call. */
export const RETURN = areaOf(0).code + 0x200;

/** The calls of that thread by number. */
export function makeOf(call: CallFunctions, self: PartitionInWorld) {
  return (nr: number, args: Arguments = {}, entry: Entry = "gate") => {
    const hypercall = (nr & HYPERCALL_BIT) !== 0;
    const gate = hypercall ? GATE_HYPERCALL : GATE_CORE;
    self.setContext({ eip: RETURN, ...args, eax: nr, vector: entry === "gate" ? gate : VECTOR_SYSENTER });
    if (hypercall) call.dispatchHypercall(self.thread);
    else call.dispatchCoreCall(self.thread);
    const { eax, edx } = self.context();
    return { status: STATUS_NAMES[eax] ?? String(eax), value: edx };
  };
}

export function bootForCalls<Functions>(table?: Table) {
  const world = bootWorld<CallFunctions & Functions>(table);
  const self = world.partitions[0]!;
  const makeByNumber = makeOf(world.call, self);
  const make = (name: string, args?: Arguments, entry?: Entry) => makeByNumber(NUMBERS.get(name)!, args, entry);
  return { ...world, self, make, makeByNumber };
}
