/** A health event in one line, and what else happened to a run's records. */
import type { LostEvent } from "../observe/events.js";
import { hex, placeText } from "./code-place.js";
import type { HealthEvent } from "./events.js";

const PAGE_FAULT = 14;

const DONE: Readonly<Record<string, string>> = {
  IGNORE: "goes on",
  STOP: "stopped",
  COLD_RESTART: "restarted",
  WARM_RESTART: "restarted warm",
};

/** `memory violation` for `MEMORY_VIOLATION`. */
export const words = (name: string): string => name.toLowerCase().replaceAll("_", " ");

/** What a page fault touched. */
export const faultAddress = ({ vector, address }: HealthEvent): number | undefined =>
  vector === PAGE_FAULT ? address : undefined;

/** `memory violation at 0xc0100000 in readKernel (rogue.c:42): restarted` */
export function healthLine(event: HealthEvent): string {
  const { error, action, errorCode, vcpu, place } = event;
  const code = error === "APPLICATION_ERROR" ? ` ${errorCode}` : "";
  const touched = faultAddress(event);
  const at = touched === undefined ? "" : ` at ${hex(touched)}`;
  const who = vcpu === 0 ? "" : `vCPU ${vcpu}: `;
  return `${who}${words(error)}${code}${at} in ${placeText(place)}: ${DONE[action] ?? words(action)}`;
}

/** Nothing is said of lost trace records: they are a trace's concern. */
export function lostLine({ ring, count }: LostEvent): string | undefined {
  if (ring === "trace") return undefined;
  return ring === "console" ? `${count} bytes of console output were lost` : `${count} health events were lost`;
}
