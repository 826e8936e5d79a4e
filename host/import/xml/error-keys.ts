/** From an error's identifier, whose meaning is the implementer's, to the errors that health monitoring here tells apart. */
import { HEALTH_KEYS, type HealthKey } from "../../config/health-words.js";
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { ErrorEntry } from "./module.js";

/** What a description says, the most particular first. `[]`: nothing that can be configured here. */
const BY_DESCRIPTION: readonly (readonly [RegExp, readonly HealthKey[]])[] = [
  [/deadline|time (duration|capacity) exceeded/i, ["deadlineMissed"]],
  [/stack/i, ["stackOverflow"]],
  [/divi|float|numeric|arithmetic|overflow|\bfp\b/i, ["numericError"]],
  [/privileg/i, ["privilegedInstruction"]],
  [/(illegal|invalid|undefined|unknown).{0,3}(instruction|op.?code)/i, ["illegalInstruction"]],
  [/debug|break ?point|trap/i, ["breakpoint"]],
  [/(illegal|invalid).{0,3}(request|call|os|system|service)|apex/i, ["illegalRequest"]],
  [/segment|memory|access.{0,2}violation|violation|page fault|protection|alignment/i, ["memoryViolation"]],
  [/app\w*.{0,3}error|application.{0,3}(raised|reported)/i, ["applicationError"]],
  [/power/i, []],
  [/hardware|machine|i\/o|device|\bbus\b|processor|double fault|parity|\becc\b/i, ["hardwareFault"]],
  [/module.{0,3}conf/i, []],
  [/conf/i, ["configurationError"]],
];

/** The standard's codes. It has one for what x86 tells apart: see docs/arinc653.md, "Health monitoring". */
const BY_CODE: Readonly<Record<string, readonly HealthKey[]>> = {
  DEADLINE_MISSED: ["deadlineMissed"],
  APPLICATION_ERROR: ["applicationError"],
  NUMERIC_ERROR: ["numericError"],
  ILLEGAL_REQUEST: ["illegalRequest", "illegalInstruction", "privilegedInstruction", "breakpoint"],
  STACK_OVERFLOW: ["stackOverflow"],
  MEMORY_VIOLATION: ["memoryViolation"],
  HARDWARE_FAULT: ["hardwareFault"],
  POWER_FAILURE: [],
};

/** `memoryViolation`, `memory violation`, `MEMORY_VIOLATION`: the error's own name decides before anything else. */
const ownName = (text: string): HealthKey | undefined => {
  const plain = text.toLowerCase().replaceAll(/[\s_-]/g, "");
  return HEALTH_KEYS.find((key) => key.toLowerCase() === plain);
};

/** The errors that each identifier stands for, in the order of the file. Of an error with several, the particular ones hold. */
export function errorKeys(errors: readonly ErrorEntry[], findings: XmlFindings): Map<string, readonly HealthKey[]> {
  const particular = new Map<string, readonly HealthKey[]>();
  for (const { identifier, descriptions } of errors) {
    const own = descriptions.map(ownName).find((key) => key);
    const said = descriptions.flatMap((text) => BY_DESCRIPTION.find(([pattern]) => pattern.test(text)) ?? [])[1];
    if (own) particular.set(identifier, [own]);
    else if (said) particular.set(identifier, said as readonly HealthKey[]);
  }
  const named = new Set([...particular.values()].flat());
  const keys = new Map<string, readonly HealthKey[]>();
  for (const { identifier, descriptions, codes, mark } of errors) {
    const said = particular.get(identifier);
    const byCode = codes.flatMap((code) => BY_CODE[code] ?? []);
    const found = said ?? byCode.filter((key) => byCode.length === 1 || !named.has(key));
    keys.set(identifier, found);
    if (found.length > 0) continue;
    const shown = descriptions[0] ? ` ("${descriptions[0]}")` : "";
    const message = `the error ${identifier}${shown} is none that is told apart here: what tables say of it was left out`;
    const remedy =
      said || codes.length > 0 ? undefined : 'give it an ErrorCode, or a Description such as "divide by zero"';
    findings.warn(XML_CODES.LEFT_OUT, mark, message, remedy);
  }
  return keys;
}
