/** What the driver of `examples/second-uart` sends arrives at the other end of the line, and what it sends to itself does not. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { finish, missing, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "second-uart", "system.ts");
const FRAMES = 60;
const TIMEOUT_MS = 120_000;

describe.each(TARGETS)("on %s", (target) => {
  test.skipIf(missing(target) !== undefined)("the greeting, and nothing else", { timeout: TIMEOUT_MS }, async () => {
    const heard: Uint8Array[] = [];
    const onBytes = (bytes: Uint8Array) => void heard.push(bytes.slice());
    const { transcript } = await finish(target, SYSTEM, FRAMES, { com2: { onBytes } });
    transcript.mustHaveEnded();
    expect(Buffer.concat(heard).toString()).toBe("Hello from the second serial port!\r\n");
    // Each byte that came in by loopback was an interrupt of the driver's, or one of several in one.
    expect(transcript.countsOf("driver").deviceInterrupts).toBeGreaterThan(20);
    // Nobody counts for a partition that was given no device.
    expect(transcript.countsOf("neighbour").deviceInterrupts).toBeUndefined();
  });
});
