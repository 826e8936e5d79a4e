/**
 * Calls that fail, of both tables: an error of the documented ones, counted where it is the caller's fault, and nothing
 * changed in all of memory. And each documented error can be had.
 */
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import {
  ALL_LINES,
  CONTEXT_EAX_OFFSET,
  CONTEXT_EBP_OFFSET,
  CONTEXT_EDX_OFFSET,
  LINE_COUNT,
  MODE_NORMAL,
  PARTITION_STATISTICS_BAD_CALLS_OFFSET,
  STATUS_NAMES,
  TIMER_PERIOD_MIN_NS,
  USER_TOP,
  VCPU_PAGE,
} from "../../host/generated/abi.js";
import { type Arguments, bootForCalls, CALLS, type Entry } from "./calls-world.js";
import { areaOf } from "./system.js";

const { code, data, dataBytes, stack, stackTop } = areaOf(0);
const neighbour = areaOf(1);
/** Those that count as ill-formed: the others are answers to a sound question. */
const CALLERS_FAULT = ["UNKNOWN_CALL", "BAD_POINTER", "BAD_ARGUMENT"];

let world: ReturnType<typeof bootForCalls>;
beforeEach(() => {
  world = bootForCalls();
});

/** Makes the call; tells its status, and whether memory is as a call that did nothing leaves it. */
function attempt(nr: number, args: Arguments, entry: Entry) {
  const { self, bytes, call } = world;
  call.setLastSegment(self.address, 0);
  self.setContext({ ...args, eax: nr });
  const before = bytes.slice();
  const { status } = world.makeByNumber(nr, args, entry);
  const { eip, vector } = self.context();
  const after = bytes.slice();
  call.setLastSegment(self.address, 0);
  const counter = call.statisticsOf(0) + PARTITION_STATISTICS_BAD_CALLS_OFFSET;
  const expected = new DataView(before.buffer);
  expected.setUint32(counter, expected.getUint32(counter, true) + Number(CALLERS_FAULT.includes(status)), true);
  // The registers that carry the call in and its answer out.
  self.setContext({ eax: nr, ...args });
  const answered = { eax: before, edx: before, ebp: before };
  return { status, eip, vector, after, before, answered };
}

const pointer = fc.oneof(
  fc.constantFrom(0, code, data, stack, stackTop, USER_TOP, VCPU_PAGE, neighbour.data, 0xc0100000, 0xffffffff),
  fc.integer({ min: -300, max: 300 }).map((offset) => data + dataBytes + offset),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const small = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(ALL_LINES, LINE_COUNT, 0x80000000));
const register = fc.oneof(pointer, small);
const registers = fc.record({ ebx: register, ecx: register, edx: register, esi: register, edi: register, esp: pointer });
const number = fc.oneof(
  fc.constantFrom(...CALLS.keys()),
  fc.integer({ min: 0, max: 0x140 }),
  fc.integer({ min: 0, max: 0xffffffff }),
);
