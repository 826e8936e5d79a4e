/** Health monitoring: nothing is ignored that would recur for ever, and an action finds what it is about. */
import { CODES } from "./codes.js";
import type { DraftPartition, DraftRule, DraftSystem } from "./draft.js";
import type { Findings } from "./findings.js";
import { HEALTH_ERRORS, HEALTH_KEYS, type HealthKey } from "./health-words.js";
import type { Path } from "./locate.js";

/** The kernel counts in a byte. */
const AFTER_MAX = 255;

export function checkHealth({ health, partitions }: DraftSystem, findings: Findings): void {
  for (const partition of partitions) {
    for (const key of HEALTH_KEYS) {
      const rule = partition.health[key];
      if (rule) checkRule(key, rule, partition, findings);
    }
  }
  for (const key of HEALTH_KEYS) {
    if (health[key] === "ignore") checkIgnored(key, ["health", key], '"shutdown" or "reset"', findings);
  }
}

function checkRule(key: HealthKey, rule: DraftRule, { path, vcpus }: DraftPartition, findings: Findings): void {
  const at = [...path, "health", key];
  if (rule.action === "ignore") {
    checkIgnored(key, rule.isWord ? at : [...at, "action"], '"stop" or "restart"', findings);
  }
  if (rule.process === "ignore") checkIgnored(key, [...at, "process"], '"handle", "stop" or "restart"', findings);
  if ((rule.process === "stop" || rule.process === "restart") && vcpus !== undefined && vcpus > 0) {
    const message = `there is no process to ${rule.process}: the partition has vCPUs instead`;
    findings.add(CODES.NOT_NATIVE, [...at, "process"], { message, remedy: "vcpus: 0, or no action on processes" });
  }
  if (rule.after !== undefined && (rule.after < 1 || rule.after > AFTER_MAX)) {
    const message = `an action at every so manieth error, 1 to ${AFTER_MAX}; not at every ${rule.after}`;
    findings.add(CODES.CONFIRMATION, [...at, "after"], { message, remedy: `after: ${rule.after < 1 ? 1 : AFTER_MAX}` });
  }
}

/** To take an ignored error's action only at every so manieth does not end it either. */
function checkIgnored(key: HealthKey, path: Path, remedy: string, findings: Findings): void {
  if (!HEALTH_ERRORS[key].recurs) return;
  const message = `a fault that is ignored would recur for ever: "${key}"`;
  findings.add(CODES.IGNORED_FAULT, path, { message, remedy });
}
