import { expect, test } from "vitest";
import { placeJson, placeText } from "./code-place.js";

const inTypeScript = { function: "startWindow", offsetBytes: 31, module: "core/schedule" };

test.each([
  ["no symbol", undefined, "0x00001000"],
  ["C", { function: "divide", offsetBytes: 3, file: "/home/faulty.c", line: 4 }, "divide (faulty.c:4)"],
  ["C without lines", { function: "divide", offsetBytes: 3 }, "divide+0x3"],
  ["TypeScript without lines", inTypeScript, "startWindow+0x1f (schedule.ts)"],
  ["TypeScript", { ...inTypeScript, file: "core/schedule.ts", line: 7 }, "startWindow (schedule.ts:7)"],
  [
    "what was inlined from another file",
    { ...inTypeScript, file: "core/clock.ts", line: 9 },
    "startWindow (clock.ts:9)",
  ],
])("a place in text: %s", (_, location, text) => {
  expect(placeText({ address: 0x1000, location })).toBe(text);
});

test("in JSON the line goes with its own file", () => {
  const location = { ...inTypeScript, file: "core/clock.ts", line: 9 };
  expect(placeJson({ address: 16, location })).toMatchObject({ address: 16, file: "core/clock.ts", line: 9 });
});
