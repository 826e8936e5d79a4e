/** What goes out comes back the same: any system, exported and imported, is the same checked system. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkSystem } from "../../config/check.js";
import { CODES } from "../../config/codes.js";
import { ConfigError } from "../../config/fault.js";
import { HEALTH_ERRORS, HEALTH_KEYS } from "../../config/health-words.js";
import { comesFromHost, goesToHost } from "../../config/host-ends.js";
import { loadSystem } from "../../config/load.js";
import { SystemSource } from "../../config/locate.js";
import type { System } from "../../config/model.js";
import { importXml } from "../../import/xml/index.js";
import { PACKAGE_ROOT } from "../../toolchain/directories.js";
import { exportXml } from "./index.js";
import { isWritable } from "./xml-text.js";

const PROGRAMS = ["one.c", "two.c", "sub/three.S", "odd & <name>.c"];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-xml-"));
  mkdirSync(join(folder, "sub"));
  for (const name of [...PROGRAMS, "main.ts", "guest.exe"]) writeFileSync(join(folder, name), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

const checked = (system: unknown, file: string): System =>
  checkSystem(system as Record<string, unknown>, new SystemSource(file, ""));

function expectSame(system: System): void {
  const directory = dirname(system.file);
  const text = exportXml(system, directory);
  const { system: again, files, warnings, notes } = importXml([{ path: join(directory, "m.xml"), text }], directory);
  expect({ files, warnings, notes }).toEqual({ files: [], warnings: [], notes: undefined });
  expect(checked(again, system.file)).toEqual(system);
}

const pages = (most: number) => fc.integer({ min: 1, max: most }).map((count) => `${count * 4}KiB`);
const ring = fc.integer({ min: 12, max: 17 }).map((power) => `${2 ** power}B`);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Letters, digits and signs, the first no sign; distinct even where case is not told apart. */
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,12}$/);
const names = (min: number, max: number) =>
  fc.uniqueArray(name, { minLength: min, maxLength: max, selector: (text) => text.toLowerCase() });
const portName = fc.stringMatching(/^[!-~]{1,32}$/);

const program = fc.oneof(
  fc.record({
    sources: fc.uniqueArray(fc.constantFrom(...PROGRAMS), { minLength: 1, maxLength: 3 }),
    api: optional(fc.constantFrom("bulkhead", "pok")),
    include: optional(fc.constant(["sub"])),
  }),
  fc.constant({ entry: "main.ts" }),
  fc.constant({ elf: "guest.exe" }),
);

const level = fc.oneof(
  fc.constantFrom("process", "partition", "module"),
  fc.record({
    partitionStart: optional(fc.constantFrom("partition", "module")),
    process: optional(fc.constantFrom("process", "partition", "module")),
    errorHandler: optional(fc.constantFrom("partition", "module")),
    partitionSwitch: optional(fc.constantFrom("partition", "module")),
  }),
);

/** Rules for each error, or for some of them; what recurs is not ignored, and only a native partition has processes. */
function healthOf(isNative: boolean) {
  const rules = HEALTH_KEYS.map((key) => {
    const ignore = HEALTH_ERRORS[key].recurs ? [] : ["ignore"];
    const rule = fc.record({
      action: optional(fc.constantFrom("stop", "restart", "warm-restart", ...ignore)),
      process: optional(fc.constantFrom("handle", ...(isNative ? ["stop", "restart"] : []), ...ignore)),
      level: optional(level),
      after: optional(fc.integer({ min: 1, max: 255 })),
    });
    return [key, optional(rule)] as const;
  });
  return fc.record(Object.fromEntries(rules));
}

/** In nanoseconds, but for the period: that is so many of the partition's, which is 100 us or more. */
const tableProcess = fc.record({
  release: fc.constantFrom("periodic", "sporadic", "aperiodic"),
  periods: fc.integer({ min: 1, max: 5 }),
  delay: optional(fc.integer({ min: 1, max: 90_000 })),
  interarrival: fc.integer({ min: 50_000, max: 10 ** 12 }),
  deadline: optional(fc.integer({ min: 40_000, max: 90_000 })),
  deadlineType: optional(fc.constantFrom("hard", "soft")),
  worstCase: optional(fc.integer({ min: 1, max: 30_000 })),
  longestLock: optional(fc.integer({ min: 1, max: 3_000 })),
  priority: fc.integer({ min: 1, max: 239 }),
});
type TableProcess = typeof tableProcess extends fc.Arbitrary<infer T> ? T : never;

const processTable = fc.uniqueArray(fc.tuple(portName, tableProcess), {
  ...{ minLength: 1, maxLength: 4 },
  selector: ([title]) => title,
});

const native = fc.record({
  vcpus: fc.constant(0),
  processes: optional(fc.integer({ min: 0, max: 128 })),
  processStack: optional(pages(4)),
  objects: optional(pages(16)),
  health: optional(healthOf(true)),
});
const policy = fc.oneof(
  fc.record({ policy: optional(fc.constantFrom("priority", "rate-monotonic", "earliest-deadline", "least-laxity")) }),
  fc.record({ policy: fc.constant("round-robin"), quantum: fc.constantFrom("0ms", "50us", "1ms", "7ms") }),
);
const guest = fc.record({ vcpus: fc.integer({ min: 1, max: 4 }), health: optional(healthOf(false)) });

const partition = (board: string) =>
  fc
    .tuple(
      program,
      board === "pc" ? native : fc.oneof(native, guest),
      policy,
      fc.record({
        memory: fc.integer({ min: 5, max: 64 }).map((count) => `${count * 4}KiB`),
        stack: optional(pages(4)),
        console: optional(ring),
        trace: optional(ring),
        onFault: optional(fc.constantFrom("stop", "restart")),
        permissions: optional(fc.subarray(["set-schedule", "read-health"])),
      }),
    )
    .map(([of, kind, order, options]) => {
      // A program for POK is native.
      if (kind.vcpus > 0) return compact({ ...of, ...("api" in of && { api: undefined }), ...kind, ...options });
      return compact({ ...of, ...kind, ...order, ...options });
    });

/** Windows of all partitions one after the other, with gaps; the whole of it `repeats` times in the frame. */
const schedule = (partitions: readonly string[]) =>
  fc
    .record({
      order: fc.shuffledSubarray([...partitions], { minLength: partitions.length, maxLength: partitions.length }),
      steps: fc.array(fc.record({ gap: fc.integer({ min: 0, max: 3 }), long: fc.integer({ min: 1, max: 40 }) }), {
        minLength: partitions.length,
        maxLength: partitions.length,
      }),
      rest: fc.integer({ min: 0, max: 9 }),
      starts: fc.array(optional(fc.boolean()), { minLength: 8, maxLength: 8 }),
      onChange: fc.record(
        Object.fromEntries(
          partitions.map((each) => [each, optional(fc.constantFrom("ignore", "restart", "warm-restart"))]),
        ),
      ),
    })
    .map(({ order, steps, rest, starts, onChange }) => {
      let at = 0;
      const windows = order.map((each, i) => {
        const offset = at + steps[i]!.gap;
        at = offset + steps[i]!.long;
        return { partition: each, offset, long: steps[i]!.long, periodicStart: starts[i % 8] };
      });
      return { length: at + rest, windows, onChange: compact(onChange) };
    });

/** One of the ends, which are numbers of partitions, may be the host instead. */
const hostEnd = optional(fc.constantFrom("from", "first", "last"));

const text = fc.string({ unit: "grapheme", minLength: 0, maxLength: 12 }).filter(isWritable);

const system = fc.constantFrom("pc", "pc-vmm").chain((board) =>
  names(1, 4).chain((partitions) =>
    fc
      .record({
        name,
        board: fc.constant(board),
        kernelInstruction: optional(fc.constantFrom("1ns", "10ns", "25ns")),
        partitions: fc.tuple(...partitions.map(() => partition(board))),
        tables: fc.tuple(...partitions.map(() => optional(processTable))),
        repeats: fc.integer({ min: 1, max: 3 }),
        timed: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        schedules: fc.array(schedule(partitions), { minLength: 1, maxLength: 3 }),
        scheduleNames: names(3, 3),
        isNamed: fc.boolean(),
        channels: fc.uniqueArray(
          fc.record({
            name: text,
            kind: fc.constantFrom("sampling", "queuing"),
            host: hostEnd,
            size: fc.integer({ min: 1, max: 8192 }),
            depth: fc.integer({ min: 1, max: 512 }),
            whenFull: optional(fc.constantFrom("wait", "discard")),
            from: fc.nat({ max: 3 }),
            to: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
            ports: fc.tuple(portName, portName, portName, portName),
            refresh: fc.integer({ min: 1, max: 10 ** 12 }),
          }),
          { maxLength: 4, selector: (channel) => channel.name },
        ),
        blocks: fc.uniqueArray(
          fc.record({
            name: portName,
            size: pages(8),
            access: fc.array(fc.constantFrom("read", "read-write"), { minLength: 1, maxLength: 4 }),
          }),
          { maxLength: 2, selector: (block) => block.name },
        ),
        health: fc.record(
          Object.fromEntries(
            HEALTH_KEYS.map((key) => {
              const ignore = HEALTH_ERRORS[key].recurs ? [] : ["ignore"];
              return [key, optional(fc.constantFrom("shutdown", "reset", ...ignore))] as const;
            }),
          ),
        ),
      })
      .map((parts) => assemble(partitions, parts)),
  ),
);

interface Parts {
  readonly name: string;
  readonly board: string;
  readonly kernelInstruction: string | undefined;
  readonly partitions: readonly { readonly vcpus: number }[];
  readonly tables: readonly (readonly [string, TableProcess][] | undefined)[];
  readonly repeats: number;
  readonly timed: readonly boolean[];
  readonly schedules: readonly {
    readonly length: number;
    readonly windows: readonly {
      partition: string;
      offset: number;
      long: number;
      periodicStart: boolean | undefined;
    }[];
    readonly onChange: object;
  }[];
  readonly scheduleNames: readonly string[];
  readonly isNamed: boolean;
  readonly channels: readonly {
    readonly name: string;
    readonly kind: string;
    readonly host: string | undefined;
    readonly size: number;
    readonly depth: number;
    readonly whenFull: string | undefined;
    readonly from: number;
    readonly to: readonly number[];
    readonly ports: readonly string[];
    readonly refresh: number;
  }[];
  readonly blocks: readonly { readonly name: string; readonly size: string; readonly access: readonly string[] }[];
  readonly health: object;
}

const STEP_US = 100;

function assemble(partitions: readonly string[], parts: Parts): object {
  const { name: title, board, kernelInstruction, repeats, timed, schedules, scheduleNames, isNamed } = parts;
  // One period divides the frames of all schedules.
  const period = Math.max(...schedules.map(({ length }) => length));
  const laid = schedules.map(({ windows, onChange }) => ({
    frame: `${period * repeats * STEP_US}us`,
    windows: Array.from({ length: repeats }, (_, i) =>
      windows.map(({ partition: of, offset, long, periodicStart }) =>
        compact({
          partition: of,
          offset: `${(offset + i * period) * STEP_US}us`,
          duration: `${long * STEP_US}us`,
          periodicStart,
        }),
      ),
    ).flat(),
    onChange,
  }));
  const shortest = (of: string): number =>
    Math.min(...schedules.flatMap(({ windows }) => windows.filter((w) => w.partition === of).map(({ long }) => long)));
  return {
    name: title,
    board,
    ...compact({ kernelInstruction }),
    partitions: Object.fromEntries(
      partitions.map((each, i) => {
        const times = timed[i] ? { period: `${period * STEP_US}us`, duration: `${shortest(each) * STEP_US}us` } : {};
        const table = parts.partitions[i]!.vcpus === 0 ? parts.tables[i] : undefined;
        const periodNs = period * STEP_US * 1000 * (timed[i] ? 1 : repeats);
        const processes = table && { processes: tableOf(table, periodNs) };
        return [each, { ...parts.partitions[i], ...processes, ...times }];
      }),
    ),
    channels: channelsOf(partitions, parts.channels),
    memoryBlocks: Object.fromEntries(
      parts.blocks.map(({ name: block, size, access }) => [
        block,
        {
          size,
          access: Object.fromEntries(access.slice(0, partitions.length).map((right, i) => [partitions[i], right])),
        },
      ]),
    ),
    health: compact(parts.health),
    ...(laid.length > 1 || isNamed
      ? { schedules: Object.fromEntries(laid.map((each, i) => [scheduleNames[i], each])) }
      : { schedule: laid[0] }),
  };
}

function tableOf(processes: readonly [string, TableProcess][], partitionNs: number): object {
  const ns = (time: number | undefined): string | undefined => (time === undefined ? undefined : `${time}ns`);
  return Object.fromEntries(
    processes.map(([title, { release, periods, delay, interarrival, worstCase, ...others }]) => {
      const times = {
        periodic: { period: ns(periods * partitionNs), delay: ns(delay), worstCase: ns(worstCase) },
        sporadic: { interarrival: ns(interarrival), worstCase: ns(worstCase ?? 10_000) },
        aperiodic: { worstCase: ns(worstCase) },
      };
      const { deadline, deadlineType, longestLock, priority } = others;
      const lock = Math.min(longestLock ?? 0, worstCase ?? 10_000);
      const rest = { deadline: ns(deadline), deadlineType, longestLock: ns(longestLock && lock), priority };
      return [title, compact({ ...times[release as keyof typeof times], ...rest })];
    }),
  );
}

/** Channels between different partitions or with the host, of ports with names of their own. */
function channelsOf(partitions: readonly string[], channels: Parts["channels"]): object {
  const taken = new Set<string>();
  const free = (of: string, port: string): string => {
    let found = port;
    for (let i = 0; taken.has(`${of} ${found}`); i++) found = `${port.slice(0, 28)}_${i}`;
    taken.add(`${of} ${found}`);
    return found;
  };
  const possible = channels.flatMap(
    ({ name: title, kind, host, size, depth, whenFull, from, to, ports, refresh }): [string, object][] => {
      const source = partitions[from % partitions.length]!;
      const ends = [...new Set(to.map((each) => partitions[each % partitions.length]!))].filter(
        (each) => each !== source,
      );
      if (ends.length === 0) return [];
      const first = host === "from" ? "host" : { partition: source, port: free(source, ports[0]!) };
      if (kind === "queuing") {
        const isOut = host === "first" || host === "last";
        const end = isOut ? "host" : { partition: ends[0]!, port: free(ends[0]!, ports[1]!) };
        return [[title, compact({ kind, size: `${size}B`, depth, from: first, to: end, whenFull })]];
      }
      const destinations = ends.map((end, i) => ({
        partition: end,
        port: free(end, ports[i + 1]!),
        refresh: `${refresh}ns`,
      }));
      const before = host === "first" ? ["host"] : [];
      const behind = host === "last" ? ["host"] : [];
      return [[title, { kind, size: `${size}B`, from: first, to: [...before, ...destinations, ...behind] }]];
    },
  );
  return Object.fromEntries(possible);
}

const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** What is proven is no matter of XML: a system whose deadlines are missed is none to export. */
const PROVEN: readonly string[] = [CODES.UTILISATION, CODES.DEADLINE_MISSED, CODES.NEVER_RELEASED];

function provable(value: unknown): System | undefined {
  try {
    return checked(value, join(folder, "system.ts"));
  } catch (error) {
    if (error instanceof ConfigError && error.faults.every(({ code }) => PROVEN.includes(code))) return undefined;
    throw error;
  }
}

test("any system comes back as it went out", () => {
  const seen = { tables: 0, worstCases: 0, fromHost: 0, toHost: 0, amongOthers: 0 };
  fc.assert(
    fc.property(system, (value) => {
      const found = provable(value);
      fc.pre(found !== undefined);
      expectSame(found);
      const tables = found.partitions.flatMap(({ processTable: table }) => (table ? [table] : []));
      seen.tables += tables.length;
      seen.worstCases += tables.flat().filter(({ worstCaseNs }) => worstCaseNs !== undefined).length;
      seen.fromHost += found.channels.filter(comesFromHost).length;
      seen.toHost += found.channels.filter(goesToHost).length;
      seen.amongOthers += found.channels.filter(
        (channel) => channel.kind === "sampling" && channel.toHost && channel.destinations.length > 0,
      ).length;
    }),
    { numRuns: 120, seed: 653 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
});

test.each(["flight-control", "demo", "second-uart", "several-vcpus", "shared-memory", "plain-board"])(
  "the example %s comes back as it went out",
  async (example) => {
    expectSame(await loadSystem(join(PACKAGE_ROOT, "examples", example, "system.ts")));
  },
);

test("what is exported again is the same text", async () => {
  const system = await loadSystem(join(PACKAGE_ROOT, "examples", "flight-control", "system.ts"));
  // The XML file is elsewhere, and the system file where it was.
  const text = exportXml(system, folder);
  const { system: again } = importXml([{ path: join(folder, "module.xml"), text }], dirname(system.file));
  expect(exportXml(checked(again, system.file), folder)).toBe(text);
});

test("a name that XML cannot hold is a fault", () => {
  const one = { sources: ["one.c"], memory: "64KiB" };
  const value = {
    name: "bell",
    board: "pc",
    partitions: { a: one, b: one },
    channels: {
      "ding\u0007": {
        kind: "queuing",
        size: "1B",
        depth: 1,
        from: { partition: "a", port: "x" },
        to: { partition: "b", port: "x" },
      },
    },
    schedule: {
      frame: "2ms",
      windows: [
        { partition: "a", duration: "1ms" },
        { partition: "b", duration: "1ms" },
      ],
    },
  };
  const system = checked(value, join(folder, "system.ts"));
  expect(() => exportXml(system, folder)).toThrow(ConfigError);
  expect(() => exportXml(system, folder)).toThrow(
    'BH1390: "ding\\u0007" has a character that XML cannot hold (Channel)',
  );
});
