/** Whether the kernel has ended the run, by HostBlock.runState: memory is zero, which is RUN_BOOTING, before it boots. */
import { HOST_BLOCK_RUN_STATE_OFFSET, RUN_ENDED, RUN_PANIC } from "../generated/abi.js";
import type { EndReason, PhysicalMemory } from "./machine.js";

/** Undefined while the run goes on. */
export function endOfRun(memory: PhysicalMemory, hostBlockPhys: number): EndReason | undefined {
  const bytes = memory.read(hostBlockPhys + HOST_BLOCK_RUN_STATE_OFFSET, 4);
  const runState = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (runState === RUN_ENDED) return "ended";
  if (runState === RUN_PANIC) return "panic";
  return undefined;
}
