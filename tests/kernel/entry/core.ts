/** The core: what tests call of it. */
export { attentionIsCalled, giveAttention } from "../../../kernel/core/attention";
export { dispatchCoreCall } from "../../../kernel/core/calls";
export * from "../../../kernel/core/clock";
export { consolePending, nextConsoleByte, writeConsole } from "../../../kernel/core/console";
export { isExecutable, isReadable, isWritable, physicalOf } from "../../../kernel/core/guest-memory";
export { raiseError } from "../../../kernel/core/health";
export { initializeHealth } from "../../../kernel/core/health-log";
export { initializeHostBlock, statisticsOf } from "../../../kernel/core/host-block";
export { loadStep, zeroSharedSegments } from "../../../kernel/core/loader";
export {
  coldStart,
  endLoading,
  enterNormal,
  partitionAt,
  restartPartition,
} from "../../../kernel/core/partition";
export { initializePorts } from "../../../kernel/core/ports/channel";
export { openInlets, takeFromHost } from "../../../kernel/core/ports/inlet";
export { deliverNews, takeNewsCount } from "../../../kernel/core/ports/news";
export { bringUpToDate, dueNs, threadToRun } from "../../../kernel/core/process/scheduler";
export * from "../../../kernel/core/schedule";
export { checkSystemTable } from "../../../kernel/core/table-check/table";
export { initializeTrace, trace } from "../../../kernel/core/trace";
