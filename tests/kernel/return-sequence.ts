/**
 * The call page's return from an upcall, instruction by instruction: the bytes, and what each does to a guest, so that a
 * test can run it and interrupt it anywhere. The assembler asserts the places that abi/ names (kernel/bsp/pc-vmm/gates.S).
 */
import {
  GATE_HYPERCALL,
  HYPERCALL_IRET,
  UPCALL_RETURN,
  VCPU_PAGE,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
} from "../../host/generated/abi.js";

/** A guest that can be stepped through the sequence. */
export interface Guest {
  eax: number;
  esp: number;
  eip: number;
  eflags: number;
  readonly memory: DataView;
  /** Where VCPU_PAGE is in `memory`. */
  readonly page: number;
  /** INT GATE_HYPERCALL: the kernel changes the guest. */
  hypercall: () => void;
}

interface Instruction {
  readonly bytes: readonly number[];
  readonly run: (guest: Guest) => void;
}

const EFLAGS_ZF = 0x40;
/** IRET in ring 3 with IOPL 0 leaves IF and IOPL alone. */
const EFLAGS_FIXED = 0x3200;

const word = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const flagAddress = word(VCPU_PAGE + VCPU_PAGE_INTERRUPT_FLAG_OFFSET);
const setFlag = (value: number): Instruction => ({
  bytes: [0xc7, 0x05, ...flagAddress, ...word(value)],
  run: ({ memory, page }) => memory.setUint32(page + VCPU_PAGE_INTERRUPT_FLAG_OFFSET, value, true),
});
const pop = (guest: Guest): number => {
  guest.esp += 4;
  return guest.memory.getUint32(guest.esp - 4, true);
};
const pushEax: Instruction = {
  bytes: [0x50],
  run: (guest) => {
    guest.esp -= 4;
    guest.memory.setUint32(guest.esp, guest.eax, true);
  },
};

export const INSTRUCTIONS: readonly Instruction[] = [
  setFlag(0x200),
  pushEax,
  {
    bytes: [0xa1, ...word(VCPU_PAGE + VCPU_PAGE_PENDING_OFFSET)],
    run: (guest) => {
      guest.eax = guest.memory.getUint32(guest.page + VCPU_PAGE_PENDING_OFFSET, true);
    },
  },
  {
    bytes: [0x85, 0x05, ...word(VCPU_PAGE + VCPU_PAGE_ENABLED_OFFSET)],
    run: (guest) => {
      const common = guest.eax & guest.memory.getUint32(guest.page + VCPU_PAGE_ENABLED_OFFSET, true);
      guest.eflags = (guest.eflags & ~EFLAGS_ZF) | (common === 0 ? EFLAGS_ZF : 0);
    },
  },
  {
    bytes: [0x58],
    run: (guest) => {
      guest.eax = pop(guest);
    },
  },
  {
    bytes: [0x75, 1],
    run: (guest) => {
      if ((guest.eflags & EFLAGS_ZF) === 0) guest.eip += 1;
    },
  },
  {
    bytes: [0xcf],
    run: (guest) => {
      guest.eip = pop(guest);
      pop(guest);
      guest.eflags = (pop(guest) & ~EFLAGS_FIXED) | (guest.eflags & EFLAGS_FIXED);
    },
  },
  setFlag(0),
  pushEax,
  {
    bytes: [0xb8, ...word(HYPERCALL_IRET)],
    run: (guest) => {
      guest.eax = HYPERCALL_IRET;
    },
  },
  { bytes: [0xcd, GATE_HYPERCALL], run: (guest) => guest.hypercall() },
  {
    bytes: [0x0f, 0x0b],
    run: () => {
      throw new Error("the iret hypercall came back");
    },
  },
];

export const RETURN_SEQUENCE = INSTRUCTIONS.flatMap(({ bytes }) => bytes);

/** Address in the guest of each instruction. */
export const ADDRESSES: readonly number[] = INSTRUCTIONS.map(
  (_, at) => UPCALL_RETURN + INSTRUCTIONS.slice(0, at).flatMap(({ bytes }) => bytes).length,
);

/** Whether the guest is at an instruction of the sequence. */
export const isInSequence = ({ eip }: Guest): boolean => ADDRESSES.includes(eip);

/** Executes the instruction at the guest's EIP. */
export function step(guest: Guest): void {
  const instruction = INSTRUCTIONS[ADDRESSES.indexOf(guest.eip)]!;
  guest.eip += instruction.bytes.length;
  instruction.run(guest);
}
