/**
 * That the example `unmask-race` hits what it means to hit: on QEMU, where an instruction is a nanosecond, the timer's
 * interrupts come at each instruction of unmasking, delivering and returning. The trace tells where.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ElfSymbol, readElf } from "../../host/elf/reader.js";
import {
  decodeTraceRecord,
  decodeTraceRing,
  EVENT_INTERRUPT,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  UPCALL_RETURN,
  UPCALL_RETURN_END,
  UPCALL_RETURN_STRIDE,
} from "../../host/generated/abi.js";
import { ADDRESSES } from "../kernel/return-sequence.js";
import { type Finished, finish, missing } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "unmask-race", "system.ts");
const FRAMES = 32;
const TIMEOUT_MS = 240_000;

/** Where the guest was interrupted, each place once, in order. */
function interruptedPlaces({ memory, prepared }: Finished): number[] {
  const { phys, sizeBytes } = prepared.image.layout.partitions[0]!.trace;
  const bytes = memory.read(phys, sizeBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { written, capacity } = decodeTraceRing(view, 0);
  expect(written).toBeLessThanOrEqual(capacity);
  const records = Array.from({ length: written }, (_, n) =>
    decodeTraceRecord(view, TRACE_RING_SIZE + n * TRACE_RECORD_SIZE),
  );
  const places = records.filter(({ event }) => event === EVENT_INTERRUPT).map(({ b }) => b);
  return [...new Set(places)].sort((a, b) => a - b);
}

/**
 * Instructions of the library's way through a delivery, as `partition/c/upcall.S` has them: of `bulkhead_deliver` as far as
 * its jump, which is where what is pending is delivered.
 */
const DELIVER_INSTRUCTIONS = 12;
const UPCALL_INSTRUCTIONS = 12;

const why = missing("qemu");
describe.skipIf(why !== undefined)(`on qemu${why ? `: ${why}` : ""}`, () => {
  test("interrupts come at each instruction of the race", { timeout: TIMEOUT_MS }, async () => {
    const run = await finish("qemu", SYSTEM, FRAMES);
    run.transcript.mustHaveEnded();
    const places = interruptedPlaces(run);
    const symbols = readElf(run.prepared.programs[0]!.content, "guest").symbols();
    const symbol = (name: string): ElfSymbol => symbols.find((one) => one.name === name)!;
    const within = ({ value, sizeBytes }: ElfSymbol) =>
      places.filter((place) => place >= value && place < value + sizeBytes);

    // The store to the flag, the look at pending and enabled, the jump or call, the way back.
    expect(within(symbol("unmask")).length).toBeGreaterThanOrEqual(5);
    expect(within(symbol("bulkhead_deliver")).length).toBeGreaterThanOrEqual(DELIVER_INSTRUCTIONS);
    expect(within(symbol("bulkhead_upcall")).length).toBe(UPCALL_INSTRUCTIONS);
    // Of the return sequence all but the last: behind the hypercall nothing is executed.
    const inSequence = places.filter((place) => place >= UPCALL_RETURN && place < UPCALL_RETURN + UPCALL_RETURN_STRIDE);
    expect(inSequence).toEqual(ADDRESSES.slice(0, -1));
    expect(inSequence.at(-1)).toBeGreaterThan(UPCALL_RETURN_END);
  });
});
