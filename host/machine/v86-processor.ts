/**
 * The processor of a machine that stands still: what runs on it, and where in physical memory that lies. Who changes it
 * decides what the program in ring 3 does next.
 */
import type { PhysicalMemory } from "./machine.js";
import type { Cpu, V86Exports } from "./v86-cpu.js";

/** The general registers in the processor's own order, which is that of PUSHA. */
export const REGISTERS = ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"] as const;
export type Register = (typeof REGISTERS)[number];

const PRESENT = 1;
const WRITABLE = 2;
const LARGE = 0x80;
const PAGE_ADDRESS = 0xfffff000;
const LARGE_PAGE_ADDRESS = 0xffc00000;

export class Processor {
  constructor(
    private readonly cpu: Cpu,
    private readonly wasm: V86Exports,
    private readonly memory: PhysicalMemory,
  ) {}

  /** 0: the kernel's; 3: a partition's. */
  get ring(): number {
    return this.cpu.cpl[0]!;
  }

  get isHalted(): boolean {
    return this.cpu.in_hlt[0] !== 0;
  }

  /** Physical address of the page directory that is loaded. */
  get directoryPhys(): number {
    return (this.cpu.cr[3]! & PAGE_ADDRESS) >>> 0;
  }

  /** Of the next instruction. */
  get instructionAddress(): number {
    return this.cpu.instruction_pointer[0]! >>> 0;
  }

  set instructionAddress(address: number) {
    this.cpu.instruction_pointer[0] = address;
  }

  get flags(): number {
    return this.wasm.get_eflags() >>> 0;
  }

  register(name: Register): number {
    return this.cpu.reg32[REGISTERS.indexOf(name)]! >>> 0;
  }

  setRegister(name: Register, value: number): void {
    this.cpu.reg32[REGISTERS.indexOf(name)] = value;
  }

  /** Linear address of the first byte of the descriptor table (Intel SDM vol. 3A, 3.5.1). */
  get descriptorTable(): number {
    return this.cpu.gdtr_offset[0]! >>> 0;
  }

  /** Where the running program's `address` lies; undefined where nothing is mapped (Intel SDM vol. 3A, 4.3). */
  physical(address: number): number | undefined {
    return this.page(address)?.phys;
  }

  /** Whether the running program may write there. */
  isWritable(address: number): boolean {
    return this.page(address)?.writable ?? false;
  }

  private page(address: number): { readonly phys: number; readonly writable: boolean } | undefined {
    const large = this.entry(this.directoryPhys, address >>> 22);
    if ((large & PRESENT) === 0) return undefined;
    if ((large & LARGE) !== 0) return located(large, address, LARGE_PAGE_ADDRESS, large);
    const small = this.entry(large & PAGE_ADDRESS, (address >>> 12) & 1023);
    return (small & PRESENT) === 0 ? undefined : located(small, address, PAGE_ADDRESS, small & large);
  }

  private entry(tablePhys: number, index: number): number {
    const bytes = this.memory.read((tablePhys >>> 0) + index * 4, 4);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }
}

const located = (entry: number, address: number, mask: number, access: number) => ({
  phys: ((entry & mask) | (address & ~mask)) >>> 0,
  writable: (access & WRITABLE) !== 0,
});
