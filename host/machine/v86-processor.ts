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

  /** Where the running program's `address` lies; undefined where nothing is mapped (Intel SDM vol. 3A, 4.3). */
  physical(address: number): number | undefined {
    const entry = this.entry(this.directoryPhys, address >>> 22);
    if ((entry & PRESENT) === 0) return undefined;
    if ((entry & LARGE) !== 0) return ((entry & LARGE_PAGE_ADDRESS) | (address & ~LARGE_PAGE_ADDRESS)) >>> 0;
    const page = this.entry(entry & PAGE_ADDRESS, (address >>> 12) & 1023);
    return (page & PRESENT) === 0 ? undefined : ((page & PAGE_ADDRESS) | (address & ~PAGE_ADDRESS)) >>> 0;
  }

  private entry(tablePhys: number, index: number): number {
    const bytes = this.memory.read((tablePhys >>> 0) + index * 4, 4);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }
}
