/** What a build throws when a source is at fault, or a tool is missing. */
import { type Fault, FaultError } from "../config/fault.js";

export class ToolchainError extends FaultError {}

/** A build with a single fault. */
export function failure(code: string, message: string, place: Partial<Fault> = {}): ToolchainError {
  return new ToolchainError([{ code, message, ...place }]);
}
