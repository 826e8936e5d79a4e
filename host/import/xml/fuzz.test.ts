/** Whatever a file holds, there is an answer: a system without faults, or faults with their places. Never anything else. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ConfigError } from "../../config/fault.js";
import { PACKAGE_ROOT } from "../../toolchain/directories.js";
import { systemText } from "../system-text.js";
import { importXml } from "./index.js";

const MODELS = ["fuel", "cabin", "bus"].map((name) =>
  readFileSync(join(PACKAGE_ROOT, "tests", "import", "xml", `${name}.xml`), "utf8"),
);
const SEED = 653;

/** The answer to a file: how many faults, each of them with its place. */
function answer(text: string): number {
  try {
    const { system, heading, files } = importXml([{ path: "/module.xml", text }], "/");
    expect(systemText(system, heading)).toContain("defineSystem(");
    for (const file of files) expect(file.path).toMatch(/^partitions\/[A-Za-z0-9._-]+\.c$/);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = text.split("\n").length;
    for (const fault of error.faults) {
      expect(fault.code).toMatch(/^BH1\d{3}$/);
      expect(fault.file).toBe("/module.xml");
      expect(fault.line).toBeGreaterThanOrEqual(1);
      expect(fault.line).toBeLessThanOrEqual(lines);
    }
    return error.faults.length;
  }
}

/** Values at the ends of what attributes hold, and past them. */
const VALUES = [
  "",
  " ",
  "0",
  "1",
  "-1",
  "0x0",
  "0xFFFFFFFFFFFFFFFF",
  "9007199254740991",
  "9007199254740992",
  "1e9",
  "1e-9",
  "0.0000001",
  "99999999999",
  "4294967296",
  "true",
  "SOURCE",
  "PROCESS",
  "MODULE",
  "IGNORE",
  "gauges",
  "doors",
  "__proto__",
  "constructor",
  "a\u0000b".replace("\u0000", ""),
  "x".repeat(300),
  "\u00e9\u{1F600}",
  "&quot;; DROP",
  "../../etc/passwd",
  "*/",
  "\\",
  "%s%n",
  '"??/'.replaceAll('"', "&quot;"),
];

type Edit = (text: string) => string;

/** Some place in the text, by a fraction of it. */
const at = (text: string, fraction: number): number => Math.floor(fraction * text.length);
const fraction = fc.double({ min: 0, max: 0.9999, noNaN: true });
const LINE = /^.*<.*$/gm;
const VALUE = /="[^"]*"/g;

const pick = <T>(all: readonly T[], share: number): T | undefined => all[Math.floor(share * all.length)];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(fraction, fc.constantFrom(...VALUES)).map(
      ([share, value]): Edit =>
        (text) => {
          const found = pick([...text.matchAll(VALUE)], share);
          return found ? `${text.slice(0, found.index)}="${value}"${text.slice(found.index + found[0].length)}` : text;
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fraction, fraction).map(
      ([one, other]): Edit =>
        (text) => {
          // The value of another attribute.
          const values = [...text.matchAll(VALUE)];
          const [found, from] = [pick(values, one), pick(values, other)];
          return found && from
            ? text.slice(0, found.index) + from[0] + text.slice(found.index + found[0].length)
            : text;
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fraction, fraction, fc.boolean()).map(
      ([one, other, keep]): Edit =>
        (text) => {
          // A line once more, or elsewhere.
          const lines = [...text.matchAll(LINE)];
          const found = pick(lines, one);
          if (!found) return text;
          const rest = keep ? text : text.slice(0, found.index) + text.slice(found.index + found[0].length);
          const place = rest.indexOf("\n", at(rest, other)) + 1;
          return rest.slice(0, place) + found[0] + rest.slice(place);
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fraction, fc.nat({ max: 200 })).map(
      ([share, length]): Edit =>
        (text) =>
          text.slice(0, at(text, share)) + text.slice(at(text, share) + length),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fraction, fc.string({ unit: "binary", maxLength: 5 })).map(
      ([share, added]): Edit =>
        (text) =>
          text.slice(0, at(text, share)) + added + text.slice(at(text, share)),
    ),
  },
  {
    weight: 1,
    arbitrary: fraction.map(
      (share): Edit =>
        (text) => {
          // An attribute's name.
          const found = pick([...text.matchAll(/ [A-Z]\w+=/g)], share);
          return found ? `${text.slice(0, found.index)} Other=${text.slice(found.index + found[0].length)}` : text;
        },
    ),
  },
);

test("a model with some changes has an answer", () => {
  let faultless = 0;
  let faulty = 0;
  fc.assert(
    fc.property(fc.constantFrom(...MODELS), fc.array(edit, { minLength: 1, maxLength: 3 }), (model, edits) => {
      const text = edits.reduce((before, change) => change(before), model);
      if (answer(text) === 0) faultless++;
      else faulty++;
    }),
    { numRuns: 500, seed: SEED },
  );
  // The changes are such that both happens.
  expect(Math.min(faultless, faulty)).toBeGreaterThan(25);
});

/** Any tree of the vocabularies' own names. */
const WORDS = [...new Set(MODELS.flatMap((text) => text.match(/[A-Z][A-Za-z_]+/g) ?? []))];
const opening = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...VALUES)), {
      maxLength: 5,
      selector: ([name]) => name,
    }),
  )
  .map(([name, attributes]) => ({ name, values: attributes.map(([key, value]) => ` ${key}="${value}"`).join("") }));
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    opening.map(({ name, values }) => `<${name}${values}/>`),
    fc
      .tuple(opening, fc.array(tie("tree"), { maxLength: 5 }))
      .map(([{ name, values }, children]) => `<${name}${values}>${children.join("\n")}</${name}>`),
  ),
}));

test("any tree of the vocabularies' names has an answer", () => {
  fc.assert(
    fc.property(fc.constantFrom("MODULE", "ARINC_653_Module"), fc.array(tree, { maxLength: 8 }), (root, inside) => {
      answer(`<${root}>${inside.join("\n")}</${root}>`);
    }),
    { numRuns: 500, seed: SEED },
  );
});

test("any text has an answer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      answer(text);
    }),
    { numRuns: 500, seed: SEED },
  );
});

/** As much of one thing as a file may have, and more. */
const MANY = 20_000;
const many = (line: (i: number) => string): string => Array.from({ length: MANY }, (_, i) => line(i)).join("\n");
const around = (partition: string, rest: string): string =>
  `<MODULE><Partitions><Partition Name="a" Period="1000000">${partition}</Partition></Partitions>${rest}</MODULE>`;
const port = (i: number): string =>
  `<QueuingPort Name="port${i}" Direction="SOURCE" MaxMessageSize="1" MaxNbMessages="1"/>`;
const LARGE: Readonly<Record<string, string>> = {
  windows: around(
    "",
    `<Schedules>${many((i) => `<PartitionTimeWindow PartitionNameRef="a" Offset="${i}" Duration="1"/>`)}</Schedules>`,
  ),
  "windows of partitions that are not there": around(
    "",
    `<Schedules>${many(() => '<PartitionTimeWindow PartitionNameRef="nobody" Offset="0" Duration="0"/>')}</Schedules>`,
  ),
  partitions: `<MODULE>${many((i) => `<Partition Name="p${i}"/>`)}</MODULE>`,
  schedules: around("", `<Schedules>${many((i) => `<Schedule Name="s${i}" MajorFrame="1000000"/>`)}</Schedules>`),
  ports: around(many(port), ""),
  "channels of ports that are not there": around(
    "",
    many((i) => `<Channel Id="${i}"><Source PartitionNameRef="a" PortNameRef="x${i}"/></Channel>`),
  ),
  "errors of one partition": around(
    "",
    `<PartitionHM TableName="a">${many((i) => `<ErrorAction ErrorIdentifierRef="${i}" ErrorLevel="PROCESS" ErrorCode="NUMERIC_ERROR"/>`)}</PartitionHM>`,
  ),
  processes: around(
    many((i) => `<Process Name="p${i}" Period="1"/>`),
    "",
  ),
  "processes of a table": around(
    many((i) => `<Process Name="p${i}" Period="1000000" BasePriority="1"/>`),
    '<Schedules MajorFrame="1000000"><PartitionTimeWindow PartitionNameRef="a" Offset="0" Duration="1000000"/></Schedules>',
  ),
  "repeating windows": around(
    "",
    `<Schedules MajorFrame="4000000000">${many(() => '<PartitionTimeWindow PartitionNameRef="a" Offset="0" Duration="1" RepeatWindowAtNanosecondInterval="PartitionPeriod"/>')}</Schedules>`,
  ),
};

test.each(Object.entries(LARGE))("very many %s: the first faults, and soon", (_, text) => {
  const faults = answer(text);
  expect(faults).toBeGreaterThan(0);
  expect(faults).toBeLessThanOrEqual(100);
});
