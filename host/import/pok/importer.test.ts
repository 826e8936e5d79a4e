import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../config/fault.js";
import type { Imported } from "../importer.js";
import { systemText } from "../system-text.js";
import { importPok } from "./importer.js";

const FOLDER = "/systems/flight control";
const GOOD = `target:
  arch: x86
  bsp: x86-qemu
  nb_processors_number: 1

partitions:
  - name: pr1
    features: [assert, console, libc, timer]
    mutexes: 1
    events: 2
    scheduler: Static
    threads:
      count: 4
      features: [sleep]
    size: 130kB
    objects: ["main.o", lib/users.lo]
  - name: pr2
    semaphores: 3
    size: 1k
    objects: [main.o]
  - name: pr3
    features: [shutdown]
    scheduler: rms
    threads: { count: 2 }
    size: 1MB
    objects: [../common.o]

kernel:
  features: [debug]
  scheduler:
    major_frame: 1s
    slots:
      - { partition: pr1, duration: 0.4s }
      - { partition: pr2, duration: 200 ms }
      - { partition: pr1, duration: 100000 µs }
      - { partition: pr3, duration: 1000000 }
`;

const read = (text: string, directory = FOLDER): Imported =>
  importPok([{ path: join(FOLDER, "config.yaml"), text }], directory);

/** The faults of a description, as `code at line: message`. */
function faultsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ code, line, message }) => `${code} at ${line}: ${message}`);
  }
  return [];
}

test("a description becomes a system file", () => {
  const { system, heading } = read(GOOD);
  expect(systemText(system, heading)).toMatchInlineSnapshot(`
    "// Made from POK's config.yaml. pok_shutdown and assert end the machine by a breakpoint, which is an error of the module.
    import { defineSystem } from "bulkhead";

    export default defineSystem({
      name: "flight-control",
      board: "pc",
      partitions: {
        pr1: {
          api: "pok",
          sources: ["pr1/main.c", "pr1/lib/users.c"],
          include: ["pr1"],
          memory: "132KiB",
          processes: 3,
          health: { breakpoint: { level: "module" } },
        },
        pr2: {
          api: "pok",
          sources: ["pr2/main.c"],
          include: ["pr2"],
          memory: "64KiB",
          processes: 0,
          policy: "round-robin",
          quantum: "0ms",
        },
        pr3: {
          api: "pok",
          sources: ["common.c"],
          include: ["pr3"],
          memory: "1MiB",
          processes: 1,
          health: { breakpoint: { level: "module" } },
        },
      },
      schedule: {
        frame: "1s",
        windows: [
          { partition: "pr1", duration: "400ms" },
          { partition: "pr2", duration: "200ms" },
          { partition: "pr1", duration: "100ms" },
          { partition: "pr3", duration: "1ms" },
        ],
      },
    });
    "
  `);
});

test("each partition has a header, in which identifiers go on from partition to partition", () => {
  const { files } = read(GOOD);
  expect(files.map(({ path }) => path)).toEqual(["pr1/deployment.h", "pr2/deployment.h", "pr3/deployment.h"]);
  expect(files.map(({ text }) => text).join("\n")).toMatchInlineSnapshot(`
    "// What POK's headers, and our library behind them, are told of partition "pr1".
    #ifndef __POK_USER_GENERATED_DEPLOYMENT_H_
    #define __POK_USER_GENERATED_DEPLOYMENT_H_

    #define POK_NEEDS_ASSERT 1
    #define POK_NEEDS_CONSOLE 1
    #define POK_NEEDS_EVENTS 1
    #define POK_NEEDS_LIBC_STDLIB 1
    #define POK_NEEDS_MUTEXES 1
    #define POK_NEEDS_TIMER 1

    #define BULKHEAD_POK_THREADS 4
    #define BULKHEAD_POK_FIRST_THREAD 0
    #define BULKHEAD_POK_LOCK_OBJECTS 3
    #define BULKHEAD_POK_FIRST_LOCK_OBJECT 0

    #endif

    // What POK's headers, and our library behind them, are told of partition "pr2".
    #ifndef __POK_USER_GENERATED_DEPLOYMENT_H_
    #define __POK_USER_GENERATED_DEPLOYMENT_H_

    #define POK_NEEDS_SEMAPHORES 1

    #define BULKHEAD_POK_THREADS 1
    #define BULKHEAD_POK_FIRST_THREAD 4
    #define BULKHEAD_POK_LOCK_OBJECTS 3
    #define BULKHEAD_POK_FIRST_LOCK_OBJECT 3

    #endif

    // What POK's headers, and our library behind them, are told of partition "pr3".
    #ifndef __POK_USER_GENERATED_DEPLOYMENT_H_
    #define __POK_USER_GENERATED_DEPLOYMENT_H_

    #define POK_NEEDS_SHUTDOWN 1

    #define BULKHEAD_POK_THREADS 2
    #define BULKHEAD_POK_FIRST_THREAD 5
    #define BULKHEAD_POK_LOCK_OBJECTS 0
    #define BULKHEAD_POK_FIRST_LOCK_OBJECT 6
    #define BULKHEAD_POK_RATE_MONOTONIC 1

    #endif
    "
  `);
});

test("written elsewhere, the sources are where they were", () => {
  const { system } = read(GOOD, "/systems/imported");
  expect(system.partitions.pr1).toMatchObject({
    sources: ["../flight control/pr1/main.c", "../flight control/pr1/lib/users.c"],
    include: ["pr1", "../flight control/pr1"],
  });
  expect(system.partitions.pr3).toMatchObject({ sources: ["../flight control/common.c"] });
});

test("what is left out is a warning with its place", () => {
  const { warnings } = read(GOOD.replace("[sleep]", "[sleep, fly]"));
  expect(warnings.map(({ code, line, message }) => `${code} at ${line}: ${message}`)).toEqual([
    'BH1250 at 14: partition pr1: threads: the feature "fly" changes nothing, in POK as here',
    "BH1250 at 29: the kernel's feature \"debug\" is POK's own: what its kernel prints is not printed here",
  ]);
});

test("without a major frame it is as long as its slots", () => {
  expect(read(GOOD.replace("    major_frame: 1s\n", "")).system.schedule?.frame).toBe("701ms");
});

describe("a fault has its line", () => {
  test.each([
    ["no YAML", GOOD.replace("[assert,", "[assert, {"), /^BH1200 at 8: /],
    ["a key twice", GOOD.replace("    events: 2", "    mutexes: 2"), "BH1200 at 10: Map keys must be unique"],
    ["two documents", `${GOOD}---\na: b\n`, /^BH1200 at \d+: /],
    ["a misspelt key", GOOD.replace("mutexes", "mutexs"), 'BH1201 at 9: "mutexs" means nothing in a partition'],
    [
      "another key",
      GOOD.replace("kernel:", "kernal: {}\nkernel:"),
      'BH1201 at 28: "kernal" means nothing in the description',
    ],
    ["no kernel", GOOD.slice(0, GOOD.indexOf("kernel:")), 'BH1202 at 1: the description has no "kernel"'],
    ["no size", GOOD.replace("    size: 130kB\n", ""), 'BH1202 at 7: a partition has no "size"'],
    ["no slots", `${GOOD.slice(0, GOOD.indexOf("    slots:"))}`, 'BH1202 at 31: kernel.scheduler has no "slots"'],
    [
      "no map",
      GOOD.replace("  arch: x86\n  bsp: x86-qemu\n  nb_processors_number: 1\n", "  - x86\n"),
      /^BH1203 at 2: target is a map/,
    ],
    ["no list", GOOD.replace("[main.o]", "main.o"), "BH1203 at 20: partition pr2: objects is a list"],
    ["no word", GOOD.replace("name: pr2", "name: [pr2]"), "BH1203 at 17: a partition's name is a word"],
    ["a scheduler", GOOD.replace("rms", "edf"), 'BH1203 at 23: partition pr3: scheduler is "rr", "static" or "rms"'],
    ["a size", GOOD.replace("130kB", "130kb"), 'BH1204 at 15: partition pr1: size is no size such as "120kB": "130kb"'],
    ["no size at all", GOOD.replace("1MB", "0"), "BH1204 at 25: partition pr3: a size of 0 bytes"],
    [
      "a time",
      GOOD.replace("0.4s", "0.4 weeks"),
      'BH1204 at 33: a slot\'s duration is no time such as "20ms": "0.4 weeks"',
    ],
    ["a name", GOOD.replace("name: pr2", "name: p/r2"), /^BH1205 at 17: "p\/r2" is no partition's name/],
    ["a way out", GOOD.replaceAll("pr2", ".."), /^BH1205 at 17: "\.\." is no partition's name/],
    ["a name twice", GOOD.replace("name: pr2", "name: pr1"), 'BH1205 at 17: there are two partitions "pr1"'],
    [
      "too many threads",
      GOOD.replace("count: 4", "count: 130"),
      "BH1206 at 13: partition pr1: threads.count is a number from 1 to 129",
    ],
    [
      "no number",
      GOOD.replace("mutexes: 1", "mutexes: one"),
      "BH1206 at 9: partition pr1: mutexes is a number from 0 to 255",
    ],
    [
      "too many locks",
      GOOD.replace("mutexes: 1", "mutexes: 252"),
      "BH1206 at 17: 257 mutexes, semaphores and events: a program can name 255 in the whole module",
    ],
    ["no object", GOOD.replace("[main.o]", "[]"), "BH1206 at 20: partition pr2: there is no object"],
    [
      "another object",
      GOOD.replace("[main.o]", "[main.a]"),
      'BH1207 at 20: partition pr2: "main.a" is not made from a source',
    ],
    ["a slot of nobody", GOOD.replace("partition: pr3", "partition: pr4"), 'BH1208 at 36: there is no partition "pr4"'],
    ["a short frame", GOOD.replace("1s", "700ms"), "BH1209 at 31: the slots take 701ms, the major frame 700ms"],
    [
      "a short rest",
      GOOD.replace("1s", "701050us"),
      "BH1209 at 31: 50us are left after the slots: idle time is 0 or 100us and more",
    ],
    ["a short slot", GOOD.replace("1000000 }", "99999 }"), "BH1209 at 36: a slot of 99.999us is shorter than 100us"],
    [
      "another machine",
      GOOD.replace("arch: x86", "arch: ppc"),
      "BH1210 at 2: a system for ppc: there is only x86 here",
    ],
    [
      "another board",
      GOOD.replace("x86-qemu", "x86-fpga"),
      "BH1210 at 3: the board x86-fpga: of POK's boards x86-qemu is a PC",
    ],
    [
      "multiprocessing",
      GOOD.replace("number: 1", "number: 4"),
      "BH1210 at 4: multiprocessing, on 4 processors: a partition runs on one here",
    ],
    [
      "an affinity",
      GOOD.replace("semaphores: 3", "processor_affinity: [0, 1]"),
      "BH1210 at 18: multiprocessing, partition pr2 on processor 1: there is processor 0 here",
    ],
  ])("%s", (_, text, expected) => {
    const faults = faultsOf(text);
    if (typeof expected === "string") expect(faults).toContain(expected);
    else expect(faults.join("\n")).toMatch(new RegExp(expected.source, "m"));
  });

  test("all at once", () => {
    const text = GOOD.replace("Static", "edf").replace("130kB", "x").replace("[main.o]", "[]");
    expect(faultsOf(text)).toHaveLength(3);
  });

  test("a partition that never runs", () => {
    const text = GOOD.replace("      - { partition: pr3, duration: 1000000 }\n", "");
    expect(faultsOf(text)).toEqual(["BH1208 at 21: partition pr3 has no slot, so it never runs"]);
  });

  test("an empty file", () => expect(faultsOf("")).toEqual(["BH1202 at 1: the description is missing"]));

  test("a file that is nested too deep", () => {
    expect(faultsOf("[".repeat(50_000))[0]).toMatch(/^BH1200 at 1: /);
  });

  test("a file that is too long", () => {
    expect(faultsOf(`# ${"x".repeat(200_000)}`)).toEqual([
      "BH1200 at 1: 200002 characters: a description has at most 131072",
    ]);
  });

  test("a second file", () => {
    const file = { path: "/a.yaml", text: GOOD };
    expect(() => importPok([file, { ...file, path: "/b.yaml" }], "/")).toThrow("BH1200: a second description");
  });
});

test("an alias is what its anchor is, and one to itself ends", () => {
  const shared = GOOD.replace("threads: { count: 2 }", "threads: *t").replace("    threads:\n", "    threads: &t\n");
  expect(read(shared).system.partitions.pr3).toMatchObject({ processes: 3 });
  expect(faultsOf("a: &a [*a]\ntarget: *a\n").length).toBeGreaterThan(0);
});

/** Whatever the text: a system with files and warnings, or faults that each have a code, a file and a line. */
function mustAnswer(text: string): void {
  try {
    const { system, files } = read(text);
    expect(files).toHaveLength(Object.keys(system.partitions).length);
    for (const { path } of files) expect(path).toMatch(/^[\w.-]+\/deployment\.h$/);
    expect(systemText(system)).toContain("defineSystem");
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const { code, file, line, message } of error.faults) {
      expect(code).toMatch(/^BH12\d\d$/);
      expect(file).toBe(join(FOLDER, "config.yaml"));
      expect(line).toBeGreaterThan(0);
      expect(message).not.toBe("");
    }
  }
}

describe("whatever is in the file, there is an answer", () => {
  const SEED = 1205;
  const words = GOOD.match(/[\w.-]+|[^\w\s]|\s+/g)!;

  test("of damaged descriptions", () => {
    const damage = fc.record({
      at: fc.nat(words.length - 1),
      count: fc.nat(4),
      put: fc.constantFrom(
        "",
        "\n",
        "  ",
        ":",
        "- ",
        "[",
        "}",
        "&a ",
        "*a",
        "!x ",
        "? ",
        "99999999999",
        "-1",
        "pr1",
        "\u0000",
        "'",
        "|",
      ),
    });
    const property = fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) => {
      const damaged = [...words];
      for (const { at, count, put } of damages) damaged.splice(at, count, put);
      mustAnswer(damaged.join(""));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  test("of descriptions that are cut off", () => {
    for (let length = 0; length < GOOD.length; length += 3) mustAnswer(GOOD.slice(0, length));
  });

  test("of any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), mustAnswer), { seed: SEED, numRuns: 300 });
  });
});
