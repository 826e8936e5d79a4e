/** The core: what tests call of it. */
export { dispatchCoreCall } from "../../../kernel/core/calls";
export * from "../../../kernel/core/clock";
export { consolePending, nextConsoleByte, writeConsole } from "../../../kernel/core/console";
export { isExecutable, isReadable, isWritable } from "../../../kernel/core/guest-memory";
export { initializeHealth, raiseError } from "../../../kernel/core/health";
export { initializeHostBlock, statisticsOf } from "../../../kernel/core/host-block";
export { loadStep } from "../../../kernel/core/loader";
export {
  coldStart,
  enterNormal,
  partitionAt,
} from "../../../kernel/core/partition";
export * from "../../../kernel/core/schedule";
export { checkSystemTable } from "../../../kernel/core/system-table";
export { initializeTrace, trace } from "../../../kernel/core/trace";
