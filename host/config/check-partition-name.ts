/** That a partition which something names exists. */
import { CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";
import { nearest } from "./suggest.js";

/** Whether it does; `path` leads to the name, or with `mark: "key"` to what has it as its key. */
export function checkPartitionName(
  partition: string,
  path: Path,
  names: readonly string[],
  findings: Findings,
  mark?: "key",
): boolean {
  if (names.includes(partition)) return true;
  const guess = nearest(partition, names);
  const remedy = guess ? `did you mean "${guess}"?` : `the partitions are ${names.join(", ") || "none yet"}`;
  const message = `there is no partition "${partition}"`;
  findings.add(CODES.UNKNOWN_PARTITION, path, { message, remedy, ...(mark && { mark }) });
  return false;
}
