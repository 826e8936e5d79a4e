import fc from "fast-check";
import { expect, test } from "vitest";
import { pathText, SystemSource } from "./locate.js";

const TEXT = `import { defineSystem } from "bulkhead"; // not defineSystem({ name: "here" })
const control = { entry: "control.ts", memory: \`\${1 + { a: 1 }.a}MiB\` } as const;
const pattern = /[{(]/;
export default defineSystem({
  name: "a",
  partitions: {
    guest: { sources: ["a.c", "b.c"], memory: "1MiB", memory: "2MiB" },
    control,
    "odd one": { elf: (x) => x, ...control },
  },
  schedule: { frame: "10ms", windows: [
    { partition: "guest", duration: "1ms" },
    { partition: "gest", /* } */ duration: "1ms" } satisfies Window<"a", "b">,
  ] },
});
`;
const source = new SystemSource("/s.ts", TEXT);
/** What a place marks, with its line. */
function marked(path: (string | number)[], mark?: "key"): string {
  const { line, column, frame } = source.place(path, mark);
  const carets = /\^+/.exec(frame ?? "")?.[0].length ?? 0;
  return `${line} ${TEXT.split("\n")[(line ?? 1) - 1]!.slice((column ?? 1) - 1, (column ?? 1) - 1 + carets)}`;
}

test("a value of one line is marked whole", () => {
  expect(marked(["name"])).toBe('5 "a"');
  expect(marked(["partitions", "guest", "sources", 1])).toBe('7 "b.c"');
  expect(marked(["schedule", "windows", 1, "partition"])).toBe('13 "gest"');
});

test("of a value of several lines, or on demand, the key", () => {
  expect(marked(["partitions"])).toBe("6 partitions");
  expect(marked(["schedule", "windows", 0, "duration"], "key")).toBe("12 duration");
});

test("what is not written in the object is shown by what stands around it", () => {
  expect(marked(["schedule", "windows", 1, "offset"])).toMatch(/^13 \{ partition: "gest".*\}$/);
  expect(marked(["partitions", "nobody"])).toBe("6 partitions");
  expect(marked(["channels"])).toMatch(/^4 /);
});

test("a constant of the file is followed", () => {
  expect(marked(["partitions", "control", "entry"])).toBe('2 "control.ts"');
});

test("of two properties with one name the last counts, and the second is reported", () => {
  expect(marked(["partitions", "guest", "memory"])).toBe('7 "2MiB"');
  expect(source.duplicates().map(({ path, place }) => [pathText(path), place.line, place.column])).toEqual([
    ["partitions.guest.memory", 7, 55],
  ]);
});

test("a frame shows the lines around the place", () => {
  expect(source.place(["schedule", "windows", 0, "partition"]).frame).toBe(
    [
      '  11 |   schedule: { frame: "10ms", windows: [',
      '> 12 |     { partition: "guest", duration: "1ms" },',
      "     |                  ^^^^^^^",
      '  13 |     { partition: "gest", /* } */ duration: "1ms" } satisfies Window<"a", "b">,',
    ].join("\n"),
  );
});

test("any text is survived", () => {
  const piece = fc.constantFrom(
    "defineSystem",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    ";",
    "...",
    "a",
    "const a =",
    '"',
    "'",
    "`",
    "${",
    "/",
    "//",
    "/*",
    "\\",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      new SystemSource("/s.ts", `defineSystem({${pieces.join(" ")}`).place(["a", 0, "a"]);
    }),
  );
  new SystemSource("/s.ts", "const a = { a }; defineSystem(a)").duplicates();
});

test("a path reads as it would be written", () => {
  expect(pathText(["schedules", "main", "windows", 3, "odd one"])).toBe('schedules.main.windows[3]["odd one"]');
});
