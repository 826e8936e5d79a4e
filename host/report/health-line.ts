/** A health event in one line, and what else happened to a run's records. */
import {
  DIFFERENCE_CAPACITY,
  DIFFERENCE_DEADLINE,
  DIFFERENCE_NAME,
  DIFFERENCE_PERIOD,
  DIFFERENCE_PRIORITY,
} from "../generated/abi.js";
import type { LostEvent } from "../observe/events.js";
import { hex, placeText } from "./code-place.js";
import type { HealthEvent } from "./events.js";
import { visible } from "./visible.js";

const PAGE_FAULT = 14;

const DONE: Readonly<Record<string, string>> = {
  IGNORE: "goes on",
  STOP: "stopped",
  COLD_RESTART: "restarted",
  WARM_RESTART: "restarted warm",
  SHUTDOWN: "the module ends",
  RESET: "the module is reset",
  STOP_PROCESS: "process stopped",
  RESTART_PROCESS: "process restarted",
  HANDLE: "the error handler's",
};

/** How a process differs from the system file's table of the partition's processes: by DIFFERENCE value. */
const DIFFERENCES: Readonly<Record<number, string>> = {
  [DIFFERENCE_NAME]: "is not in the system file",
  [DIFFERENCE_PERIOD]: "has another period in the system file",
  [DIFFERENCE_CAPACITY]: "has another deadline in the system file",
  [DIFFERENCE_PRIORITY]: "has another priority in the system file",
  [DIFFERENCE_DEADLINE]: "has another deadlineType in the system file",
};

/** `memory violation` for `MEMORY_VIOLATION`. */
export const words = (name: string): string => name.toLowerCase().replaceAll("_", " ");

/** `restarted` for `COLD_RESTART`. */
export const doneWords = (action: string): string => DONE[action] ?? words(action);

/** What a page fault touched. */
export const faultAddress = ({ vector, address }: HealthEvent): number | undefined =>
  vector === PAGE_FAULT ? address : undefined;

/** `memory violation at 0xc0100000 in readKernel (rogue.c:42): restarted`, or `process 2: "low on fuel"`. */
export function healthLine(event: HealthEvent): string {
  const { error, action = "", errorCode, message, place } = event;
  const quoted = `"${visible(message)}"`;
  if (error === undefined) return `${who(event)}${quoted}`;
  const own = message === "" ? ` ${errorCode}` : ` ${quoted}`;
  const difference = DIFFERENCES[errorCode];
  let detail = "";
  if (error === "APPLICATION_ERROR") detail = own;
  else if (error === "CONFIGURATION_ERROR" && difference) detail = `: process ${quoted} ${difference}`;
  const touched = faultAddress(event);
  const at = touched === undefined ? "" : ` at ${hex(touched)}`;
  return `${who(event)}${words(error)}${detail}${at} in ${placeText(place)}: ${doneWords(action)}`;
}

/** Whose it is; of the first vCPU, or of the first thread, nothing is said. */
function who({ vcpu = 0, process = 0 }: HealthEvent): string {
  if (vcpu !== 0) return `vCPU ${vcpu}: `;
  if (process === "error handler") return "error handler: ";
  return process === 0 ? "" : `process ${process}: `;
}

/** Nothing is said of lost trace records: they are a trace's concern. */
export function lostLine({ ring, count }: LostEvent): string | undefined {
  if (ring === "trace") return undefined;
  return ring === "console" ? `${count} bytes of console output were lost` : `${count} health events were lost`;
}
