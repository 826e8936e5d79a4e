/** The kernel's ELF file on its way into an image: its segments and sections as they are, and what it must keep to. */
import * as format from "../elf/format.js";
import { type ElfFile, readElf } from "../elf/reader.js";
import type { SectionToWrite, SegmentToWrite } from "../elf/writer.js";
import { KERNEL_PHYS, KERNEL_PHYS_END } from "../generated/abi.js";
import { ImageError } from "./image-error.js";

const SUBJECT = "the kernel's ELF file";
const hex = (value: number): string => `0x${value.toString(16)}`;

/** Reads the kernel and checks that it keeps to its part of physical memory. */
export function readKernel(bytes: Uint8Array): ElfFile {
  const kernel = readElf(bytes, SUBJECT);
  for (const { type, physicalAddress, memorySizeBytes } of kernel.programHeaders) {
    if (type !== format.SEGMENT_LOAD || memorySizeBytes === 0) continue;
    const end = physicalAddress + memorySizeBytes;
    if (physicalAddress < KERNEL_PHYS || end > KERNEL_PHYS_END) {
      const range = `${hex(physicalAddress)} to ${hex(end)}`;
      const own = `${hex(KERNEL_PHYS)} to ${hex(KERNEL_PHYS_END)}`;
      throw new ImageError("kernel", `${SUBJECT} has a segment from ${range}; the kernel's memory is ${own}`);
    }
  }
  return kernel;
}

export function kernelSegments(kernel: ElfFile): SegmentToWrite[] {
  return kernel.programHeaders
    .filter(({ type, memorySizeBytes }) => type === format.SEGMENT_LOAD && memorySizeBytes > 0)
    .map((header) => ({
      virtualAddress: header.virtualAddress,
      physicalAddress: header.physicalAddress,
      flags: header.flags,
      bytes: kernel.segmentBytes(header),
      memorySizeBytes: header.memorySizeBytes,
    }));
}

/** All sections with their symbols and debug information, so that gdb and nm work on the image. */
export function kernelSections(kernel: ElfFile): SectionToWrite[] {
  return kernel.sections.slice(1).map((section) => ({
    name: section.name === ".shstrtab" ? ".shstrtab.kernel" : section.name,
    type: section.type,
    flags: section.flags,
    address: section.address,
    sizeBytes: section.sizeBytes,
    link: section.link,
    info: section.info,
    alignment: section.alignment,
    entrySizeBytes: section.entrySizeBytes,
    bytes: kernel.sectionBytes(section),
  }));
}
