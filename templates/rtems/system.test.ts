/** What the system does, and what must not disturb it. It needs the RTEMS program, `hello.exe`: the README says whence. */
import { boot, type TestSystem } from "bulkhead";
import { afterEach, beforeEach, expect, test } from "vitest";

/** The first time a system is booted it is built. */
const BUILD_LIMIT_MS = 300_000;

let system: TestSystem;
beforeEach(async () => {
  system = await boot(new URL("./system.ts", import.meta.url));
}, BUILD_LIMIT_MS);
afterEach(() => system.end());

test("the RTEMS program starts, and nothing goes wrong", async () => {
  await system.partition("rtems").waitForLine(/./, { within: "5s" });
  expect(system.health).toEqual([]);
});

test("the monitor goes on while RTEMS hangs", async () => {
  await system.run({ for: "100ms" });
  system.inject.hang({ partition: "rtems", masked: true });
  await system.partition("monitor").waitForLine("window 21", { within: "1s" });
});
