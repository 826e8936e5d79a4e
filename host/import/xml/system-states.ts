/** The system states of Supplement 2's tables: their numbers are the implementer's, so their descriptions decide. */
import type { SystemState } from "../../config/health-words.js";

/** `"module"`: the kernel itself, or the module before it has partitions. Nothing can be configured of that here. */
export type StateOfTable = SystemState | "module";

const BY_DESCRIPTION: readonly (readonly [RegExp, StateOfTable])[] = [
  [/error ?handler/i, "errorHandler"],
  [/partition.*(init|start)|(init|start)\w*.*partition/i, "partitionStart"],
  [/module|kernel|\bpmk\b|health ?monitor|system function|\bboot/i, "module"],
  [/switch|operating system|\bos\b|management/i, "partitionSwitch"],
  [/process|appl|user|execut|normal/i, "process"],
];

/** The numbers of the standard's example, for tables that say nothing else. */
const BY_NUMBER: Readonly<Record<string, StateOfTable>> = {
  "1": "module",
  "2": "module",
  "3": "partitionSwitch",
  "4": "partitionStart",
  "5": "partitionSwitch",
  "6": "process",
};

export interface ReadState {
  readonly state: StateOfTable | undefined;
  /** The number decided. */
  readonly isGuess: boolean;
}

/** @param description of that state, wherever in the file it has one */
export function stateOf(number: string, description: string | undefined): ReadState {
  const said = description && BY_DESCRIPTION.find(([pattern]) => pattern.test(description));
  if (said) return { state: said[1], isGuess: false };
  return { state: BY_NUMBER[number], isGuess: true };
}
