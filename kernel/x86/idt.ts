/**
 * The interrupt descriptor table. Ring 3 can raise only the two call gates, and by INT3 and INTO the exceptions that
 * these stand for; all else faults.
 *
 *  31                 16 15 14 13 12 11 10   8 7         0
 * +---------------------+--+-----+--+--+------+-----------+
 * |    offset 31:16     | P| DPL | 0| D| 1 1 0|     0     | +4   (Intel SDM vol. 3A, figure 6-2)
 * +---------------------+--+-----+--+--+------+-----------+
 * |      selector       |         offset 15:0             | +0
 * +---------------------+---------------------------------+
 */
import {
  GATE_CORE,
  SELECTOR_DOUBLE_FAULT_TSS,
  SELECTOR_KERNEL_CODE,
  SELECTOR_NMI_TSS,
  VECTOR_IRQ_BASE,
} from "../generated/abi";
import { loadIdt } from "./cpu";
import { coreGateStub, gateStub } from "./image";

@unmanaged
class Gate {
  offsetLow: u16;
  selector: u16;
  zero: u8;
  attributes: u8;
  offsetHigh: u16;
}
if (offsetof<Gate>() !== 8) ERROR("Gate: the processor expects 8 bytes");

const VECTOR_NMI: u32 = 2;
const VECTOR_BREAKPOINT: u32 = 3;
const VECTOR_OVERFLOW: u32 = 4;
const VECTOR_DOUBLE_FAULT: u32 = 8;
const INTERRUPT_GATE: u32 = 0x8e;
const TASK_GATE: u32 = 0x85;
/** All 256: what is not set is not present. (v86 does not take a vector beyond the limit.) */
const GATE_COUNT: u32 = 256;
const idt: usize = memory.data(256 * 8, 16);

function gateAt(vector: u32): Gate {
  return changetype<Gate>(idt + (vector << 3));
}

/** Routes the vector to `handler` with interrupts off; `dpl` 3 lets a partition raise it with `int n`. */
export function setInterruptGate(vector: u32, handler: u32, dpl: u32): void {
  const gate = gateAt(vector);
  gate.offsetLow = u16(handler);
  gate.selector = u16(SELECTOR_KERNEL_CODE);
  gate.attributes = u8(INTERRUPT_GATE | (dpl << 5));
  gate.offsetHigh = u16(handler >> 16);
}

function setTaskGate(vector: u32, task: u32): void {
  const gate = gateAt(vector);
  gate.selector = u16(task);
  gate.attributes = u8(TASK_GATE);
}

/** All exceptions, the hardware interrupts and the core calls; loads the table. */
export function initializeGates(): void {
  for (let vector: u32 = 0; vector < VECTOR_IRQ_BASE + 16; vector += 1) setInterruptGate(vector, gateStub(vector), 0);
  setInterruptGate(VECTOR_BREAKPOINT, gateStub(VECTOR_BREAKPOINT), 3);
  setInterruptGate(VECTOR_OVERFLOW, gateStub(VECTOR_OVERFLOW), 3);
  setTaskGate(VECTOR_NMI, SELECTOR_NMI_TSS);
  setTaskGate(VECTOR_DOUBLE_FAULT, SELECTOR_DOUBLE_FAULT_TSS);
  setInterruptGate(GATE_CORE, coreGateStub(), 3);
  loadIdt(idt, GATE_COUNT * 8 - 1);
}
