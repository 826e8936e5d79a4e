/** What survives which start, also of a start that comes when nobody expected it. */
import { boot } from "bulkhead";
import { expect, test } from "vitest";

const SYSTEM = new URL("./system.ts", import.meta.url);

test("who writes to a block that it may only read is stopped, and the writer goes on", async () => {
  const system = await boot(SYSTEM);
  const { error, action, place } = await system.partition("reader").waitForHealth();
  expect({ error, action }).toEqual({ error: "memory violation", action: "stopped" });
  expect(place).toMatch(/main\.ts/);
  await system.run({ frames: 3 });
  expect(system.partition("reader").mode).toBe("IDLE");
  expect(system.partition("writer").mode).toBe("NORMAL");
});

test.each([
  { warm: true, start: "warm start; retained: starts 2, tries 2; not retained: tries 0; samples in the block: 2" },
  { warm: false, start: "cold start; retained: starts 1, tries 0; not retained: tries 0; samples in the block: 2" },
])("a restart of the writer after two samples, warm: $warm", async ({ warm, start }) => {
  const system = await boot(SYSTEM);
  await system.partition("reader").waitForLine("2 in the block");
  system.inject.restart({ partition: "writer", warm });
  const line = await system.partition("writer").waitForLine("start;");
  // It meets its process at work in its next window, which makes a sample more or not.
  expect(line.text.replace(/tries 3/, "tries 2").replace(/block: 3/, "block: 2")).toBe(start);
  await system.partition("reader").waitForLine("4 in the block");
});
