/** The health table: from the words of a system file to the kernel's numbers, with the defaults. */
import {
  ACTION_COLD_RESTART,
  ACTION_IGNORE,
  ACTION_STOP,
  ACTION_WARM_RESTART,
  ERROR_APPLICATION_ERROR,
  ERROR_BREAKPOINT,
  ERROR_HARDWARE_FAULT,
  ERROR_ILLEGAL_INSTRUCTION,
  ERROR_MEMORY_VIOLATION,
  ERROR_NUMERIC_ERROR,
  ERROR_PRIVILEGED_INSTRUCTION,
  ERROR_STACK_OVERFLOW,
  ERROR_WINDOW_OVERRUN,
} from "../generated/abi.js";
import { CODES } from "./codes.js";
import type { HealthAction } from "./define.js";
import type { DraftPartition } from "./draft.js";
import type { Findings } from "./findings.js";
import type { HealthKey } from "./shape.js";

interface HealthError {
  readonly value: number;
  readonly byDefault: "ignore" | "onFault";
  /** The instruction at fault runs again when the error is ignored. */
  readonly recurs?: true;
}

const ERRORS: Readonly<Record<HealthKey, HealthError>> = {
  applicationError: { value: ERROR_APPLICATION_ERROR, byDefault: "ignore" },
  numericError: { value: ERROR_NUMERIC_ERROR, byDefault: "onFault", recurs: true },
  stackOverflow: { value: ERROR_STACK_OVERFLOW, byDefault: "onFault", recurs: true },
  memoryViolation: { value: ERROR_MEMORY_VIOLATION, byDefault: "onFault", recurs: true },
  hardwareFault: { value: ERROR_HARDWARE_FAULT, byDefault: "onFault", recurs: true },
  illegalInstruction: { value: ERROR_ILLEGAL_INSTRUCTION, byDefault: "onFault", recurs: true },
  privilegedInstruction: { value: ERROR_PRIVILEGED_INSTRUCTION, byDefault: "onFault", recurs: true },
  breakpoint: { value: ERROR_BREAKPOINT, byDefault: "onFault" },
};

/** One more than the largest ERROR value. A window overrun is the machine's: it is logged, and nobody is punished. */
const ERROR_COUNT = ERROR_WINDOW_OVERRUN + 1;

const ACTIONS: Readonly<Record<HealthAction, number>> = {
  ignore: ACTION_IGNORE,
  stop: ACTION_STOP,
  restart: ACTION_COLD_RESTART,
  "warm-restart": ACTION_WARM_RESTART,
};

/** ACTION by ERROR for a draft without faults. */
export function actionsOf({ health, onFault }: DraftPartition): number[] {
  const actions: number[] = new Array(ERROR_COUNT).fill(ACTION_IGNORE);
  for (const [key, { value, byDefault }] of Object.entries(ERRORS)) {
    const action = health[key as HealthKey] ?? (byDefault === "onFault" ? onFault : byDefault);
    actions[value] = ACTIONS[action as HealthAction];
  }
  return actions;
}

export function checkHealth({ health, path }: DraftPartition, findings: Findings): void {
  for (const [key, { recurs }] of Object.entries(ERRORS)) {
    if (!recurs || health[key as HealthKey] !== "ignore") continue;
    findings.add(CODES.IGNORED_FAULT, [...path, "health", key], {
      message: `a fault that is ignored would recur for ever: "${key}"`,
      remedy: '"stop" or "restart"',
    });
  }
}
