/** What a check finds in a value, for tests of that check alone. */
import { type DraftSystem, draftOf } from "./draft.js";
import { Findings } from "./findings.js";
import { SystemSource } from "./locate.js";

/** `code path: message [remedy]` of each fault. */
export function faultsOf(value: unknown, check: (draft: DraftSystem, findings: Findings) => void): string[] {
  const findings = new Findings(new SystemSource("system.ts", `defineSystem(${JSON.stringify(value)})`));
  check(draftOf(value), findings);
  return findings.faults.map(
    ({ code, path, message, remedy }) => `${code} ${path}: ${message}${remedy ? ` [${remedy}]` : ""}`,
  );
}
