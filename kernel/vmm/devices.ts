/** Which vCPU each hardware interrupt was given to. Fixed while the kernel boots. */
import { Partition, threadOf } from "../core/partition";
import { IRQ_COUNT, vcpuOfIrq } from "../core/system-table";
import { THREAD_DORMANT } from "../core/thread";
import { LINE_IRQ_BASE } from "../generated/abi";
import { shutDeviceIrq } from "./device-lines";
import { raiseLine, Vcpu } from "./vcpu";

/** The vCPU by IRQ; 0: nobody's. */
const owners: usize = memory.data(16 * 4, 16);
if (IRQ_COUNT != 16) ERROR("the static memory of IRQ owners has another size");

/** The lines of the devices that vCPU `number` of the partition was given, and those IRQs raise them from now on. */
export function giveDevices(partition: Partition, number: u32): u32 {
  let lines: u32 = 0;
  const entry = partition.entry;
  for (let irq: u32 = 0; irq < IRQ_COUNT; irq += 1) {
    if ((entry.irqs & (1 << irq)) == 0 || vcpuOfIrq(entry, irq) != number) continue;
    store<usize>(owners + (irq << 2), threadOf(partition, number).virtual);
    lines |= 1 << (LINE_IRQ_BASE + irq);
  }
  return lines;
}

/** The device's interrupt came: its line is shut, and raised if its vCPU runs. False when the IRQ is nobody's. */
export function raiseDeviceLine(irq: u32): bool {
  const owner = load<usize>(owners + (irq << 2));
  if (owner == 0) return false;
  const vcpu = changetype<Vcpu>(owner);
  const line = LINE_IRQ_BASE + irq;
  shutDeviceIrq(irq);
  vcpu.thread.partition.statistics.deviceInterrupts += 1;
  if (vcpu.thread.state != THREAD_DORMANT) raiseLine(vcpu, line, 1);
  return true;
}
