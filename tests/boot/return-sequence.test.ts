/** The bytes that the tests of `tests/kernel` run are those of the kernel, for each vCPU. */
import { expect, test } from "vitest";
import { readElf } from "../../host/elf/reader.js";
import { buildKernel } from "../../host/toolchain/kernel.js";
import { RETURN_SEQUENCES } from "../kernel/return-sequence.js";

test("the kernel's return sequences are those of the model", { timeout: 120_000 }, async () => {
  const { content } = await buildKernel({ board: "pc-vmm" });
  const elf = readElf(content, "kernel");
  const start = elf.symbols().find(({ name }) => name === "upcall_return")!.value;
  const segment = elf.programHeaders.find(
    ({ virtualAddress, fileSizeBytes }) => start >= virtualAddress && start < virtualAddress + fileSizeBytes,
  )!;
  const at = segment.fileOffset + start - segment.virtualAddress;
  expect([...content.subarray(at, at + RETURN_SEQUENCES.length)]).toEqual(RETURN_SEQUENCES);
});
