/** A line for each case: a service, the code that it should return, and whether it did. */
import { ReturnCode } from "bulkhead/apex";

const NAMES = [
  "NO_ERROR",
  "NO_ACTION",
  "NOT_AVAILABLE",
  "INVALID_PARAM",
  "INVALID_CONFIG",
  "INVALID_MODE",
  "TIMED_OUT",
];

let cases: u32 = 0;
let failures: u32 = 0;

export function check(service: string, wanted: ReturnCode, got: ReturnCode): void {
  cases += 1;
  if (got != wanted) failures += 1;
  console.log(`${service} ${NAMES[wanted]} ${got == wanted ? "ok" : `FAILED: got ${NAMES[got]}`}`);
}

/** That a service did what it says, besides its code. */
export function checkThat(service: string, what: string, right: bool): void {
  if (right) return;
  failures += 1;
  console.log(`${service} FAILED: ${what}`);
}

export function report(): u32 {
  console.log(`${cases} cases, ${failures} failed`);
  return failures;
}
