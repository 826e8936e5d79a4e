/**
 * A guest for tests of upcalls: its registers are those of the kernel's context of it, it runs the call page's return
 * sequence, and its handler does what `partition/c` does: clear the line's bit, take what the counters show, return.
 */
import {
  UPCALL_RETURN,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
} from "../../host/generated/abi.js";
import type { Guest } from "./return-sequence.js";
import { areaOf } from "./system.js";
import type { PartitionInWorld, World } from "./world.js";

export interface UpcallFunctions {
  deliverPending(vcpu: number): number;
  deliverException(vcpu: number, vector: number, errorCode: number, address: number): number;
  dispatchHypercall(thread: number): void;
  raiseLine(vcpu: number, line: number, times: number): void;
  setCommonHandler(vcpu: number, handler: number): void;
  setHandler(vcpu: number, line: number, handler: number): void;
  setExceptions(vcpu: number, mask: number, handler: number): void;
  clearPointerCache(partition: number): void;
}

export const FLAG_SET = 0x200;
export const HANDLER = areaOf(0).code + 0x40;

/** Partition 0 with `HANDLER` as its handler of all lines, all enabled, interrupts on. */
export function readyForUpcalls({ call }: World<UpcallFunctions>, self: PartitionInWorld): void {
  call.setCommonHandler(self.vcpu, HANDLER);
  self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 0xffffffff);
  self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, FLAG_SET);
}

/**
 * The guest in ring 3, between the kernel's entries. `toKernel` and `fromKernel` pass its registers over. `returnAt` is
 * where its vCPU's return sequence lies.
 */
export function guestOf(world: World<UpcallFunctions>, self: PartitionInWorld, returnAt = UPCALL_RETURN) {
  const { eax, esp, eip, eflags } = self.context();
  const guest: Guest & { readonly taken: number[]; readonly lowestEsp: () => number } = {
    eax,
    esp,
    eip,
    eflags,
    memory: world.view,
    page: self.page,
    taken: new Array(32).fill(0),
    lowestEsp: () => lowest,
    hypercall: () => {
      toKernel();
      world.call.dispatchHypercall(self.thread);
      resume();
    },
  };
  let lowest = esp;
  const toKernel = () => self.setContext({ eax: guest.eax, esp: guest.esp, eip: guest.eip, eflags: guest.eflags });
  const fromKernel = () => {
    const { eax, esp, eip, eflags } = self.context();
    Object.assign(guest, { eax, esp, eip, eflags });
    lowest = Math.min(lowest, esp);
  };
  /** What the kernel does on each way out. */
  const resume = () => {
    if (world.call.deliverPending(self.vcpu) !== 1) throw new Error("the stack could not take the frame");
    fromKernel();
  };
  /** A hardware interrupt while the guest runs, in which `raise` is done. */
  const interrupt = (raise: () => void) => {
    toKernel();
    raise();
    resume();
  };
  /** The handler's body, at once: the flag is off in it. */
  const runHandler = () => {
    const line = guest.memory.getUint32(guest.esp, true);
    const pending = guest.memory.getUint32(self.page + VCPU_PAGE_PENDING_OFFSET, true);
    self.setPageWord(VCPU_PAGE_PENDING_OFFSET, pending & ~(1 << line));
    guest.taken[line] = self.vcpuPage().raised[line]!;
    guest.esp += 4;
    guest.eip = returnAt;
  };
  return { guest, interrupt, runHandler };
}
