/** Processes: of native partitions only, not too many of them, with stacks of whole pages and a quantum that is used. */
import { MAX_PROCESSES, TIMER_PERIOD_MIN_NS } from "../generated/abi.js";
import { checkPages } from "./check-memory.js";
import { CODES } from "./codes.js";
import type { DraftPartition } from "./draft.js";
import type { Findings } from "./findings.js";
import { formatTime } from "./units.js";

export function checkProcesses(partition: DraftPartition, findings: Findings): void {
  const { path, vcpus = 0, processes = 0, processStackBytes } = partition;
  if (vcpus > 0) {
    checkNative(partition, vcpus, findings);
    return;
  }
  if (partition.processTable === undefined && (processes < 0 || processes > MAX_PROCESSES)) {
    const message = `${processes} processes: a partition has 0 to ${MAX_PROCESSES}`;
    const remedy = `processes: ${processes < 0 ? 0 : MAX_PROCESSES}`;
    findings.add(CODES.PROCESSES, [...path, "processes"], { message, remedy });
  }
  checkPages(processStackBytes, [...path, "processStack"], findings);
  checkQuantum(partition, findings);
}

/** A guest operating system has processes of its own, of which the kernel knows nothing. */
function checkNative({ path, named, processes, api }: DraftPartition, vcpus: number, findings: Findings): void {
  const has = vcpus === 1 ? "a vCPU" : `${vcpus} vCPUs`;
  if (api === "pok") {
    const message = `a program for POK runs in a native partition, and this one has ${has}`;
    findings.add(CODES.NOT_NATIVE, [...path, "api"], { message, remedy: "vcpus: 0" });
  }
  for (const key of named) {
    if (key === "processes" && processes === 0) continue;
    const message = `"${key}" is a native partition's, and this one has ${has}`;
    findings.add(CODES.NOT_NATIVE, [...path, key], { message, remedy: `vcpus: 0, or no "${key}"` });
  }
}

function checkQuantum({ path, named, policy, quantumNs }: DraftPartition, findings: Findings): void {
  if (!named.includes("quantum")) return;
  const at = [...path, "quantum"];
  if (policy !== "round-robin") {
    const message = `a quantum, which "${policy}" does not use`;
    findings.add(CODES.QUANTUM, at, { message, remedy: 'policy: "round-robin", or no quantum' });
  } else if (quantumNs !== undefined && quantumNs > 0 && quantumNs < TIMER_PERIOD_MIN_NS) {
    const least = formatTime(TIMER_PERIOD_MIN_NS);
    const message = `a quantum of ${formatTime(quantumNs)} is shorter than ${least}`;
    findings.add(CODES.QUANTUM, at, { message, remedy: `"${least}" or more; "0ms": until the process waits` });
  }
}
