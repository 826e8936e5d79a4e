/**
 * The hypervisor's kernel on a PC: the boot sequence, a line a step, and the exports that assembly calls. Interrupts are
 * off throughout; a step that fails panics, readably.
 */
import { now, spinUntil } from "../../core/clock";
import { initializeHealth } from "../../core/health-log";
import { initializeHostBlock, tellRunning } from "../../core/host-block";
import { zeroSharedSegments } from "../../core/loader";
import { initializePorts } from "../../core/ports/channel";
import { startSchedule } from "../../core/schedule";
import { systemTable } from "../../core/system-table";
import { checkSystemTable } from "../../core/table-check/table";
import { initializeTrace } from "../../core/trace";
import {
  BOARD_PC_VMM,
  GATE_HYPERCALL,
  NO_PARTITION,
  PANIC_CLOCK,
  PANIC_CPU_FEATURE,
  PANIC_MEMORY_SIZE,
  PANIC_PAGE_POOL,
} from "../../generated/abi";
import { cpuFeatures } from "../../x86/cpu";
import { FEATURE_SYSENTER, FEATURES_NEEDED } from "../../x86/features";
import { initializeFpu } from "../../x86/fpu";
import { initializeSegments } from "../../x86/gdt";
import { initializeGates, setInterruptGate } from "../../x86/idt";
import { initializePaging, kernelDirectory, poolWasTooSmall, setReturnSequence } from "../../x86/paging";
import { hypercallGateStub, returnSequence, returnSequenceBytes } from "../../x86/return-sequence";
import { initializeSysenter } from "../../x86/sysenter";
import { initializeInterrupts } from "../pc/interrupts";
import { panic } from "../pc/panic";
import { tellFrameOrigin } from "../pc/partitions";
import { initializeSerial } from "../pc/serial";
import { initializeClock, timestampFrequencyHz } from "../pc/timer";
import { enterFirstWindow, kernelRing } from "../pc/windows";
import { initializePartitions } from "./partitions";
import { decideAt } from "./traps";

/** Time for the boot's last lines, so that the first window starts as sharply as any. */
const START_DELAY_NS: u64 = 20_000;

/** `memoryKiB` is the memory above 1 MiB as the loader tells it, 0 when it does not; the time stamp is the entry's. */
export function boot(memoryKiB: u32, entryTscLow: u32, entryTscHigh: u32): u32 {
  const entryTsc = (u64(entryTscHigh) << 32) | u64(entryTscLow);
  const features = cpuFeatures();
  const sysenter = (features & FEATURE_SYSENTER) != 0;
  initializeSerial();
  initializeSegments(kernelDirectory());
  initializeGates();
  setInterruptGate(GATE_HYPERCALL, hypercallGateStub(), 3);
  if ((features & FEATURES_NEEDED) != FEATURES_NEEDED) panic(PANIC_CPU_FEATURE, features);
  const tableFault = checkSystemTable(BOARD_PC_VMM);
  if (tableFault != 0) panic(tableFault, 0);
  if (memoryKiB != 0 && memoryKiB + 1024 < systemTable().memoryEndPhys >> 10) panic(PANIC_MEMORY_SIZE, memoryKiB);
  initializePaging(features, sysenter);
  setReturnSequence(returnSequence(), returnSequenceBytes());
  if (sysenter) initializeSysenter();
  initializeFpu();
  initializeInterrupts();
  if (!initializeClock(entryTsc)) panic(PANIC_CLOCK, u32(timestampFrequencyHz()));
  initializeHostBlock(entryTsc, timestampFrequencyHz());
  initializeTrace(kernelRing(), systemTable().traceRingSizeBytes, NO_PARTITION);
  initializeHealth();
  zeroSharedSegments();
  initializePorts();
  initializePartitions(sysenter);
  if (poolWasTooSmall()) panic(PANIC_PAGE_POOL, systemTable().pagePoolSizeBytes);
  const origin = now() + START_DELAY_NS;
  startSchedule(origin);
  tellFrameOrigin(origin);
  tellRunning(origin);
  const start = spinUntil(origin);
  enterFirstWindow(start);
  return decideAt(start);
}

/** What assembly calls besides (`gates.S`): kernel_<name>, with the answers of `bsp/pc/idle.ts` where a gate goes on. */
export {
  panicOnDoubleFault as doubleFault,
  panicOnException as panicException,
  panicOnNonMaskableInterrupt as nonMaskableInterrupt,
} from "../pc/panic";
export {
  onCoreCall as coreCall,
  onHypercall as hypercall,
  onIdleInterrupt as interruptIdle,
  onTrap as trap,
  onVirtual8086 as virtual8086,
  onWork as continueWork,
} from "./traps";
