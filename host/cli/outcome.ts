/** How a run ended: what its reporter says, and its exit status. */
import type { EndReason } from "../machine/index.js";
import type { PartitionSummary, RunSummary } from "../report/events.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { isUnlimited, type RunLimit } from "./run-limit.js";

export interface Outcome {
  readonly reason: RunSummary["reason"];
  readonly status: ExitStatus;
}

/** `reason` is the machine's; `partitions` is how they stood then. */
export function outcomeOf(
  reason: EndReason,
  partitions: readonly Pick<PartitionSummary, "mode" | "exitCode">[],
  limit: RunLimit,
): Outcome {
  switch (reason) {
    case "ended": {
      if (!partitions.every(({ mode }) => mode === "IDLE")) return { reason, status: EXIT.done };
      const failed = partitions.some(({ exitCode }) => exitCode !== 0);
      return { reason: "all-stopped", status: failed ? EXIT.partitionFailed : EXIT.done };
    }
    case "panic":
      return { reason, status: EXIT.kernelPanic };
    case "aborted":
      return { reason, status: isUnlimited(limit) ? EXIT.done : EXIT.interrupted };
    case "timeout":
    case "machine-failure":
      return { reason, status: EXIT.machineFailure };
  }
}
