/**
 * What the analysis of a schedule says, against the machine: processes that compute as long as the system says miss no deadline where all
 * are proven, and do where they compute longer than that. v86's virtual time is exact: 10 ns an instruction.
 */
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { System, TableProcess } from "../../host/config/model.js";
import { readElf } from "../../host/elf/reader.js";
import { EVENT_PROCESS } from "../../host/generated/abi.js";
import { withBootOptions } from "../../host/image/boot-options.js";
import { packImage } from "../../host/image/pack.js";
import { openMachine } from "../../host/machine/index.js";
import { Observer } from "../../host/observe/observer.js";
import { buildKernel } from "../../host/toolchain/kernel.js";
import { buildProgram } from "../../host/toolchain/program.js";
import { greatestUnitNs, isProven, roundsOf, structures, systemOf } from "./schedule-analysis/generated.js";

const SOURCE = join(import.meta.dirname, "schedule-analysis", "tasks.c");
const TIMEOUT_MS = 240_000;
/** Of 20 ms each. */
const FRAMES = 14;
/** A generated system takes half a second. */
const SYSTEMS = 14;
const SEED = 20_260_101;
const PLANNED_BYTES = 72;
const FOREVER = -1n;
/** Far more than what surrounds the loop takes. */
const UNIT_NS_MIN = 20_000;

let kernel: Uint8Array;
let program: Uint8Array;
beforeAll(async () => {
  kernel = (await buildKernel({ board: "pc-vmm" })).content;
  const partition = { name: "tasks", program: { kind: "c", sources: [SOURCE] } } as const;
  program = (await buildProgram({ partition })).content;
}, TIMEOUT_MS);

/** The program with those processes, each of which computes `factor` times as long as it says. */
function planned(processes: readonly TableProcess[], factor: number): Uint8Array {
  const elf = readElf(program, "tasks");
  const symbol = elf.symbols().find(({ name }) => name === "plan")!;
  const header = elf.programHeaders.find(
    ({ virtualAddress, fileSizeBytes }) =>
      symbol.value >= virtualAddress && symbol.value < virtualAddress + fileSizeBytes,
  )!;
  const content = new Uint8Array(program);
  const view = new DataView(content.buffer, header.fileOffset + symbol.value - header.virtualAddress);
  view.setUint32(0, processes.length, true);
  for (const [index, process] of processes.entries()) {
    const at = 8 + index * PLANNED_BYTES;
    for (const [i, byte] of Buffer.from(process.name).entries()) view.setUint8(at + i, byte);
    const { periodNs, deadlineNs, interarrivalNs = 0, delayNs } = process;
    view.setBigInt64(at + 32, periodNs === undefined ? FOREVER : BigInt(periodNs), true);
    view.setBigInt64(at + 40, deadlineNs === undefined ? FOREVER : BigInt(deadlineNs), true);
    view.setBigInt64(at + 48, BigInt(periodNs === undefined ? interarrivalNs : delayNs), true);
    view.setUint32(at + 56, process.priority, true);
    view.setUint32(at + 60, process.deadlineType === "hard" ? 1 : 0, true);
    view.setUint32(at + 64, Math.round(roundsOf(process) * factor), true);
  }
  return content;
}

/** Deadlines missed in a run of the system, and each process that ran. */
async function run(system: System, factor = 1): Promise<{ missed: string[]; ran: Set<string>; others: string[] }> {
  const programs = system.partitions.map(({ processTable }) => planned(processTable!, factor));
  const { elf, layout } = packImage(system, kernel, programs);
  const observer = new Observer(layout);
  const [missed, others]: [string[], string[]] = [[], []];
  const ran = new Set<string>();
  const machine = openMachine("v86");
  const { exitPort, overrunToleranceNs } = machine;
  const look = (memory: Parameters<Observer["poll"]>[0]): void => {
    for (const event of observer.poll(memory)) {
      if (event.kind === "health" && event.error !== "WINDOW_OVERRUN") {
        const told = `${event.partition}: process ${event.process} at ${event.timeNs} ns: ${event.error} ${event.errorCode} ${event.message}`;
        if (event.error === "DEADLINE_MISSED") missed.push(told);
        else others.push(told);
      }
      if (event.kind === "trace" && event.event === EVENT_PROCESS && event.partitionIndex !== undefined) {
        ran.add(`p${event.partitionIndex} ${event.a}`);
      }
    }
  };
  const { reason, detail, memory } = await machine.run({
    image: withBootOptions(elf, { frameLimit: FRAMES, timeLimitNs: 0, exitPort, overrunToleranceNs }),
    memoryBytes: layout.memoryEndPhys,
    hostBlockPhys: layout.hostBlockPhys,
    onPoll: look,
    timeoutMs: TIMEOUT_MS,
  });
  look(memory);
  if (reason !== "ended") throw new Error(`the run ended by ${reason}: ${detail}`);
  return { missed, ran, others };
}

/** Of every process, as `run` tells it. */
const everyone = ({ partitions }: System): string[] =>
  partitions.flatMap(({ name, processTable }) => processTable!.map((_, index) => `${name} ${index + 1}`));

/** Structures that the analysis accepts with some work to do, always the same. */
const accepted = fc
  .sample(structures, { seed: SEED, numRuns: 8 * SYSTEMS })
  // In both partitions there is a deadline to miss.
  .filter(({ partitions }) => partitions.every(({ processes }) => processes.some(({ sporadic }) => !sporadic)))
  .map((structure) => ({ structure, unitNs: greatestUnitNs(structure) }))
  .filter(({ unitNs }) => unitNs >= UNIT_NS_MIN)
  .slice(0, SYSTEMS);

describe("the analysis of a schedule and the machine", () => {
  test("there are enough systems, of each policy", () => {
    expect(accepted).toHaveLength(SYSTEMS);
    const policies = accepted.flatMap(({ structure }) => structure.partitions.map(({ policy }) => policy));
    expect(new Set(policies).size).toBe(5);
  });

  test("what is proven misses no deadline", { timeout: TIMEOUT_MS }, async () => {
    for (const { structure, unitNs } of accepted) {
      const system = systemOf(structure, unitNs);
      expect(isProven(system)).toBe(true);
      const { missed, ran, others } = await run(system);
      expect(missed, JSON.stringify({ structure, unitNs })).toEqual([]);
      expect(others).toEqual([]);
      expect([...ran]).toEqual(expect.arrayContaining(everyone(system)));
    }
  });

  test("what computes far longer is not proven, and misses deadlines", { timeout: TIMEOUT_MS }, async () => {
    const factor = 3;
    for (const { structure, unitNs } of accepted.slice(0, 5)) {
      expect(isProven(systemOf(structure, unitNs * factor))).toBe(false);
      const { missed } = await run(systemOf(structure, unitNs), factor);
      expect(missed.length, JSON.stringify({ structure, unitNs })).toBeGreaterThan(0);
    }
  });
});
