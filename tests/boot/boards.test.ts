/**
 * The two boards: the plain kernel has nothing of the hypervisor in it, in its symbols, in its gates and in what a partition
 * can do; and a change under `kernel/vmm` does not reach it.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCheckedSystem } from "../../host/cli/linked-programs.js";
import type { Board, PartitionDefinition, SystemDefinition } from "../../host/config/define.js";
import { FaultError } from "../../host/config/fault.js";
import { readElf } from "../../host/elf/reader.js";
import {
  GATE_CORE,
  GATE_HYPERCALL,
  KERNEL_BASE,
  KERNEL_PHYS_END,
  SELECTOR_DOUBLE_FAULT_TSS,
  SELECTOR_KERNEL_CODE,
  SELECTOR_NMI_TSS,
  VECTOR_IRQ_BASE,
} from "../../host/generated/abi.js";
import { buildDirectory, PACKAGE_ROOT } from "../../host/toolchain/directories.js";
import { buildKernel, buildKernelFrom } from "../../host/toolchain/kernel.js";
import { type Finished, finish, missing, TARGETS } from "./run-on.js";

const TIMEOUT_MS = 240_000;
const FRAMES = 3;
/** Names of functions that have to do with guest operating systems. */
const OF_THE_HYPERVISOR = /kernel0x2Fvmm|hypercall|upcall|vcpu|device0x2Dlines/i;

const symbolsOf = (elf: Uint8Array): string[] =>
  readElf(elf, "kernel")
    .symbols()
    .map(({ name }) => name);

describe("the kernel's file", () => {
  test("of the plain board has no symbol of the hypervisor, the other's has", { timeout: TIMEOUT_MS }, async () => {
    const plain = symbolsOf((await buildKernel({ board: "pc" })).content);
    const hypervisor = symbolsOf((await buildKernel({ board: "pc-vmm" })).content);
    expect(plain.filter((name) => OF_THE_HYPERVISOR.test(name))).toEqual([]);
    for (const word of ["kernel0x2Fvmm", "hypercall", "upcall", "vcpu"]) {
      expect(hypervisor.some((name) => name.includes(word))).toBe(true);
    }
    expect(plain).toContain("kernel_coreCall");
  });
});

/** A system of one partition, written where a user would have it. */
async function systemWith(board: Board, more: Partial<PartitionDefinition>): Promise<string> {
  const folder = join(buildDirectory(), "boards", JSON.stringify([board, more]).replaceAll(/\W+/g, "-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "main.c"), PROGRAM);
  const system: SystemDefinition = {
    name: `boards-${board}`,
    board,
    partitions: { main: { sources: ["main.c"], memory: "64KiB", ...more } as PartitionDefinition },
    schedule: { frame: "10ms", windows: [{ partition: "main", duration: "5ms" }] },
  };
  const file = join(folder, "system.ts");
  await writeFile(file, `export default ${JSON.stringify(system)};\n`);
  return file;
}

/** Makes a hypercall by its gate, whatever the library offers on the board. */
const PROGRAM = `#include <bulkhead/bulkhead.h>

int main(void) {
  printf("before\\n");
  uint32_t status = ${0x100};
  __asm__ volatile("int $${GATE_HYPERCALL}" : "+a"(status) : : "edx", "memory");
  printf("after: %s\\n", bulkhead_status_name(status));
  return 0;
}
`;

/** An entry of the interrupt descriptor table. */
interface Gate {
  readonly handler: number;
  readonly selector: number;
  readonly attributes: number;
}

/** Finds the table in the kernel's memory: 256 entries, those of the exceptions and interrupts as the kernel makes them. */
function readGates({ memory }: Finished): Gate[] {
  const bytes = memory.read(0, KERNEL_PHYS_END);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const gateAt = (at: number): Gate => ({
    handler: view.getUint16(at, true) | (view.getUint16(at + 6, true) << 16),
    selector: view.getUint16(at + 2, true),
    attributes: view.getUint16(at + 4, true),
  });
  const isTable = (at: number) => {
    for (let vector = 0; vector < VECTOR_IRQ_BASE + 16; vector += 1) {
      const { selector } = gateAt(at + 8 * vector);
      const task = vector === 2 ? SELECTOR_NMI_TSS : vector === 8 ? SELECTOR_DOUBLE_FAULT_TSS : SELECTOR_KERNEL_CODE;
      if (selector !== task) return false;
    }
    return true;
  };
  const tables: number[] = [];
  for (let at = 0x100000; at <= KERNEL_PHYS_END - 256 * 8; at += 8) if (isTable(at)) tables.push(at);
  expect(tables).toHaveLength(1);
  return Array.from({ length: 256 }, (_, vector) => gateAt(tables[0]! + 8 * vector));
}

const CALL_GATE = 0xee00;
const NOTHING: Gate = { handler: 0, selector: 0, attributes: 0 };

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    const boot = async (board: Board) => finish(target, await systemWith(board, {}), FRAMES);
    let plain: Finished;
    let hypervisor: Finished;
    beforeAll(async () => {
      plain = await boot("pc");
      hypervisor = await boot("pc-vmm");
      plain.transcript.mustHaveEnded();
      hypervisor.transcript.mustHaveEnded();
    }, TIMEOUT_MS);

    const addressOf = ({ prepared }: Finished, name: string): number | undefined =>
      readElf(prepared.kernel.content, "kernel")
        .symbols()
        .find((symbol) => symbol.name === name)?.value;

    test("the plain board's gates are the exceptions, the interrupts and the core calls, and no other", () => {
      const gates = readGates(plain);
      const present = gates.flatMap(({ attributes }, vector) => ((attributes & 0x8000) !== 0 ? [vector] : []));
      expect(present).toEqual([...Array(VECTOR_IRQ_BASE + 16).keys(), GATE_CORE]);
      expect(gates[GATE_HYPERCALL]).toEqual(NOTHING);
      const core = {
        handler: addressOf(plain, "core_gate")! | 0,
        selector: SELECTOR_KERNEL_CODE,
        attributes: CALL_GATE,
      };
      expect(gates[GATE_CORE]).toEqual(core);
      for (const { handler } of gates.filter(({ handler }) => handler !== 0)) {
        expect(handler >>> 0).toBeGreaterThanOrEqual(KERNEL_BASE);
      }
    });

    test("the hypervisor's have the hypercalls' besides", () => {
      const handler = addressOf(hypervisor, "hypercall_gate")! | 0;
      const hypercalls = { handler, selector: SELECTOR_KERNEL_CODE, attributes: CALL_GATE };
      expect(readGates(hypervisor)[GATE_HYPERCALL]).toEqual(hypercalls);
      expect(hypervisor.transcript.consoleOf("main")).toEqual(["before", "after: OK"]);
    });

    test("a hypercall on the plain board is a privileged instruction", () => {
      const { transcript } = plain;
      expect(transcript.consoleOf("main")).toEqual(["before"]);
      expect(transcript.healthOf("main")).toMatchObject([
        { error: "PRIVILEGED_INSTRUCTION", action: "STOP", vector: 13 },
      ]);
      expect(transcript.countsOf("main")).toMatchObject({ hypercalls: 0, mode: "IDLE" });
    });
  });
}

describe("a guest operating system on the plain board is refused", () => {
  test.each([
    ["vCPU", { vcpus: 1 }],
    ["interrupt", { interrupts: [3] }],
  ] as const)("by its %s", async (what, more) => {
    const file = await systemWith("pc", more);
    const error: unknown = await loadCheckedSystem(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FaultError);
    const faults = (error as FaultError).faults.map(({ message, remedy }) => `${message} ${remedy}`);
    expect(faults.join("\n")).toContain(what);
  });
});

describe("a change under kernel/vmm", () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "bulkhead-boards-"));
    await cp(join(PACKAGE_ROOT, "kernel"), join(root, "kernel"), { recursive: true });
  });
  afterAll(() => rm(root, { recursive: true }));

  const FILE = join("kernel", "vmm", "vcpu.ts");
  const CONSTANT = "export const TIMER_OFF: u64 = 0xffff_ffff_0000_0000;";
  const CHANGED = "export const TIMER_OFF: u64 = 0xffff_fffe_0000_0000;";
  /** To the same file each time: it is named in the debug information. */
  const build = (board: Board) => buildKernelFrom(root, board, join(root, "build", board, "kernel.elf"), () => {});

  test("leaves the plain kernel as it is, byte for byte, and changes the hypervisor", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const before = { plain: await build("pc"), hypervisor: await build("pc-vmm") };
    const source = await readFile(join(root, FILE), "utf8");
    expect(source).toContain(CONSTANT);
    await writeFile(join(root, FILE), source.replace(CONSTANT, CHANGED));
    const after = { plain: await build("pc"), hypervisor: await build("pc-vmm") };
    expect(Buffer.compare(before.plain, after.plain)).toBe(0);
    expect(Buffer.compare(before.hypervisor, after.hypervisor)).not.toBe(0);
  });
});
