/**
 * The call page's return from an upcall, instruction by instruction: the bytes, and what each does to a guest, so that a
 * test can run it and interrupt it anywhere. Each vCPU has its own, with its page in it. The assembler asserts the places
 * that abi/ names (kernel/bsp/pc-vmm/gates.S), and `tests/boot/return-sequence.test.ts` that its bytes are these.
 */
import {
  GATE_HYPERCALL,
  HYPERCALL_IRET,
  MAX_VCPUS,
  PAGE_SIZE,
  UPCALL_RETURN,
  UPCALL_RETURN_STRIDE,
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
  /** Where its vCPU's page is in `memory`. */
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

/** Where the guest finds the page of a vCPU. */
const pageOf = (vcpu: number): number => VCPU_PAGE + vcpu * PAGE_SIZE;

const word = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const setFlag = (vcpu: number, value: number): Instruction => ({
  bytes: [0xc7, 0x05, ...word(pageOf(vcpu) + VCPU_PAGE_INTERRUPT_FLAG_OFFSET), ...word(value)],
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

const instructionsOf = (vcpu: number): readonly Instruction[] => [
  setFlag(vcpu, 0x200),
  pushEax,
  {
    bytes: [0xa1, ...word(pageOf(vcpu) + VCPU_PAGE_PENDING_OFFSET)],
    run: (guest) => {
      guest.eax = guest.memory.getUint32(guest.page + VCPU_PAGE_PENDING_OFFSET, true);
    },
  },
  {
    bytes: [0x85, 0x05, ...word(pageOf(vcpu) + VCPU_PAGE_ENABLED_OFFSET)],
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
  setFlag(vcpu, 0),
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

/** The sequence of one vCPU. */
export interface ReturnSequence {
  readonly bytes: readonly number[];
  /** Address in the guest of each instruction. */
  readonly addresses: readonly number[];
  /** Whether the guest is at an instruction of the sequence. */
  isIn(guest: Guest): boolean;
  /** Executes the instruction at the guest's EIP. */
  step(guest: Guest): void;
}

export function returnSequence(vcpu: number): ReturnSequence {
  const instructions = instructionsOf(vcpu);
  const start = UPCALL_RETURN + vcpu * UPCALL_RETURN_STRIDE;
  const addresses = instructions.map((_, at) => start + instructions.slice(0, at).flatMap(({ bytes }) => bytes).length);
  return {
    bytes: instructions.flatMap(({ bytes }) => bytes),
    addresses,
    isIn: ({ eip }) => addresses.includes(eip),
    step: (guest) => {
      const instruction = instructions[addresses.indexOf(guest.eip)]!;
      guest.eip += instruction.bytes.length;
      instruction.run(guest);
    },
  };
}

/** What lies between the end of a sequence and the next: INT3. */
const FILLER = 0xcc;

/** The bytes of all vCPUs' sequences, as they lie in the call page. */
export const RETURN_SEQUENCES: readonly number[] = Array.from({ length: MAX_VCPUS }, (_, vcpu) => {
  const { bytes } = returnSequence(vcpu);
  return [...bytes, ...new Array(UPCALL_RETURN_STRIDE - bytes.length).fill(FILLER)];
}).flat();

const first = returnSequence(0);
/** Those of vCPU 0. */
export const RETURN_SEQUENCE = first.bytes;
export const ADDRESSES = first.addresses;
export const isInSequence = (guest: Guest): boolean => first.isIn(guest);
export const step = (guest: Guest): void => first.step(guest);
