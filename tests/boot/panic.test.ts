/**
 * A kernel that finds itself broken says what, where and the registers, and ends the run. No guest can bring that about,
 * so the image is damaged: an instruction of the kernel is overwritten, or a word of the system table.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ElfFile, readElf } from "../../host/elf/reader.js";
import { SYSTEM_TABLE_PHYS } from "../../host/generated/abi.js";
import { missing, runOn, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "hello-c", "system.ts");
const FRAMES = 2;
const TIMEOUT_MS = 240_000;

const UD2 = [0x0f, 0x0b];
/** mov $0x10, %esp; push %eax: the stack is where nothing is mapped, for the exception as well. */
const LOSE_STACK = [0xbc, 0x10, 0x00, 0x00, 0x00, 0x50];
/** Called whenever a partition has written to its console. */
const VICTIM = /pumpSerial$/;

/** Where in the file a physical or virtual address of a loaded segment lies. */
function offsetOf(elf: ElfFile, address: number): number {
  for (const { physicalAddress, virtualAddress, fileOffset, fileSizeBytes } of elf.programHeaders) {
    for (const start of [physicalAddress, virtualAddress]) {
      if (address >= start && address < start + fileSizeBytes) return fileOffset + address - start;
    }
  }
  throw new Error(`nothing is loaded at 0x${address.toString(16)}`);
}

const overwrite = (image: Uint8Array, address: number, bytes: readonly number[]): Uint8Array => {
  const damaged = image.slice();
  damaged.set(bytes, offsetOf(readElf(image, "image"), address));
  return damaged;
};

const overwriteVictim = (bytes: readonly number[]) => (image: Uint8Array) => {
  const victim = readElf(image, "image")
    .symbols()
    .find(({ name }) => VICTIM.test(name));
  if (!victim) throw new Error("the kernel has no function of that name any more");
  return overwrite(image, victim.value, bytes);
};

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`a kernel panic on ${target}${why ? `: ${why}` : ""}`, () => {
    test("by an exception names the function, its callers and the registers", { timeout: TIMEOUT_MS }, async () => {
      const { panicEvent } = await runOn(target, SYSTEM, FRAMES, overwriteVictim(UD2));
      expect(panicEvent?.text).toBe("exception inside the kernel");
      expect(panicEvent?.detail).toBe(6);
      expect(panicEvent?.partitionIndex).toBe(0);
      expect(panicEvent?.stack[0]?.location?.function).toBe("pumpSerial");
      expect(panicEvent?.stack.length).toBeGreaterThan(1);
      expect(panicEvent?.registers).toMatchObject({ cs: 0x20, eip: panicEvent?.stack[0]?.address });
    });

    // v86 has no double fault: it gives up itself.
    test.skipIf(target === "v86")("by a lost stack is a double fault", { timeout: TIMEOUT_MS }, async () => {
      const { panicEvent } = await runOn(target, SYSTEM, FRAMES, overwriteVictim(LOSE_STACK));
      expect(panicEvent?.text).toBe("double fault");
      expect(panicEvent?.stack[0]?.location?.function).toBe("pumpSerial");
    });

    test("by a damaged system table comes before anything runs", { timeout: TIMEOUT_MS }, async () => {
      const name = SYSTEM_TABLE_PHYS + 16;
      const run = await runOn(target, SYSTEM, FRAMES, (image) => overwrite(image, name, [0x7a]));
      expect(run.panicEvent?.text).toBe("system table is damaged: wrong checksum");
      expect(run.lines).toEqual([]);
    });
  });
}
