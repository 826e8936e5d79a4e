/** A trace ring against a list of which only the end is kept. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { TRACE_RECORD_SIZE, TRACE_RING_SIZE } from "../../host/generated/abi.js";
import { startKernel } from "./kernel.js";
import { traceRecords } from "./world.js";

interface Functions {
  initializeTrace(ring: number, sizeBytes: number, partition: number): void;
  trace(ring: number, event: number, a: number, b: number, c: number): void;
}

const RING = 0x80000;
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const event = fc.record({ event: u32, a: u32, b: u32, c: u32 });

test("it holds the newest records, whole, numbered from 1, and writes nothing outside itself", () => {
  const { call, processor, view, bytes } = startKernel<Functions>();
  processor.timestampStep = 3n;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      u32,
      fc.array(event, { maxLength: 100 }),
      (order, partition, events) => {
        const capacity = 1 << order;
        const end = RING + TRACE_RING_SIZE + capacity * TRACE_RECORD_SIZE;
        bytes.fill(0xee, RING - 16, end + 16);
        call.initializeTrace(RING, end - RING, partition);
        processor.timestamp = 0n;
        for (const { event, a, b, c } of events) call.trace(RING, event, a, b, c);
        const expected = events.map((event, at) => ({
          ...event,
          partition,
          tsc: BigInt(at + 1) * 3n,
          sequence: at + 1,
        }));
        expect(traceRecords(view, RING)).toEqual(expected.slice(-capacity));
        expect([...bytes.subarray(RING - 16, RING), ...bytes.subarray(end, end + 16)]).toEqual(Array(32).fill(0xee));
      },
    ),
  );
});
