/** The C library's numbers in text against exact models: what is generated here is formatted and read in a partition. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SystemDefinition } from "../../host/config/define.js";
import { buildDirectory } from "../../host/toolchain/directories.js";
import { type Flag, type Format, formatDouble, formatInteger, written } from "./printf-model.js";
import { runOn } from "./run-on.js";

const TIMEOUT_MS = 240_000;
const FRAMES = 200;
const CASES = 400;

/** A statement in C, and the line that it is to print. */
interface Case {
  readonly statement: string;
  readonly line: string;
}

async function run(name: string, cases: readonly Case[]): Promise<readonly string[]> {
  const folder = join(buildDirectory(), "c-library", name);
  await mkdir(folder, { recursive: true });
  const body = cases.map(({ statement }) => `  ${statement}\n`).join("");
  await writeFile(join(folder, "main.c"), `${PREAMBLE}int main(void) {\n${body}  return 0;\n}\n`);
  const system: SystemDefinition = {
    name: `c-library-${name}`,
    partitions: { main: { sources: ["main.c"], memory: "1MiB" } },
    schedule: { frame: "20ms", windows: [{ partition: "main", duration: "15ms" }] },
  };
  await writeFile(join(folder, "system.ts"), `export default ${JSON.stringify(system)};\n`);
  const transcript = await runOn("v86", join(folder, "system.ts"), FRAMES);
  transcript.mustHaveEnded();
  return transcript.consoleOf("main");
}

const PREAMBLE = `#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void read(const char *text) {
  double wide = strtod(text, NULL);
  float narrow = strtof(text, NULL);
  uint64_t bits;
  uint32_t bits_of_narrow;
  memcpy(&bits, &wide, sizeof bits);
  memcpy(&bits_of_narrow, &narrow, sizeof bits_of_narrow);
  printf("%016llx %08x\\n", bits, bits_of_narrow);
}

#pragma clang diagnostic ignored "-Wformat"
`;

const bitsOf = (value: number): bigint => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0);
};

const bitsOfSingle = (value: number): number => {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0);
};

const format = (conversions: readonly string[], flags: readonly Flag[], precisions: number): fc.Arbitrary<Format> =>
  fc.record(
    {
      flags: fc.subarray([...flags]),
      width: fc.integer({ min: 1, max: 30 }),
      precision: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: precisions })),
      conversion: fc.constantFrom(...conversions),
    },
    { requiredKeys: ["flags", "conversion"] },
  );

/** Any; of ordinary size; short ones, where ties are. */
const double = fc.oneof(
  fc.double(),
  fc.double({ min: -1e9, max: 1e9 }),
  fc.integer({ min: -100000, max: 100000 }).map((value) => value / 1024),
  fc.integer({ min: -300, max: 300 }).map((exponent) => 10 ** exponent),
);

const doubleCase = fc
  .tuple(format(["e", "f", "g"], ["-", "+", " ", "0"], 200), double)
  .filter(([wanted, value]) => formatDouble(wanted, value).length < 250)
  .map(([wanted, value]) => ({
    statement: `printf("${written(wanted)}|\\n", from_bits(0x${bitsOf(value).toString(16)}));`,
    line: `${formatDouble(wanted, value)}|`,
  }));

const integerCase = fc
  .tuple(format(["d", "u", "o", "x"], ["-", "+", " ", "#", "0"], 40), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n))
  .chain(([wanted, value]) => fc.integer({ min: 0, max: 63 }).map((shift) => [wanted, value >> BigInt(shift)] as const))
  .map(([wanted, value]) => ({
    statement: `printf("${written(wanted, "ll")}|\\n", (int64_t)0x${BigInt.asUintN(64, value).toString(16)}ull);`,
    line: `${formatInteger(wanted, value)}|`,
  }));

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));

/** Digits and an exponent at random; a double's own digits; the exact middle between two doubles, and a little more. */
const numeral = fc.oneof(
  fc.tuple(digits(30), digits(30), fc.integer({ min: -340, max: 320 })).map(([a, b, e]) => `${a}.${b}e${e}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.bigInt(2n ** 52n, 2n ** 53n - 1n), fc.integer({ min: 1, max: 60 }), fc.constantFrom("", ".0", ".000001"))
    .map(([mantissa, shift, more]) => `${(2n * mantissa + 1n) << BigInt(shift)}${more}`),
);

/** JavaScript rounds to single by way of double: where that counts twice, it is no model. */
const isPlainInSingle = (text: string): boolean => {
  const value = Math.abs(Number(text));
  const single = Math.fround(value);
  return value === 0 || (Number.isFinite(single) && single > 1e-37 && (bitsOf(value) & 0x1fffffffn) !== 0x10000000n);
};

const numeralCase = numeral.filter(isPlainInSingle).map((text) => ({
  statement: `read("${text}");`,
  line: `${bitsOf(Number(text)).toString(16).padStart(16, "0")} ${bitsOfSingle(Number(text)).toString(16).padStart(8, "0")}`,
}));

test.each([
  ["doubles", doubleCase],
  ["integers", integerCase],
  ["numerals", numeralCase],
] as const)("%s, as the models have them", { timeout: TIMEOUT_MS }, async (name, arbitrary) => {
  const cases = fc.sample<Case>(arbitrary, CASES);
  const lines = await run(name, cases);
  const wrong = cases.flatMap(({ statement, line }, at) =>
    lines[at] === line ? [] : [{ statement, line, seen: lines[at] }],
  );
  expect(wrong).toEqual([]);
});
