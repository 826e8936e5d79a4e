/**
 * The library of a partition written in TypeScript. `console.log`, `performance.now`, `Math` and the rest of
 * AssemblyScript's own library work besides. The program is the top level of its entry file; where that ends, the
 * partition stops. An exception, a failed assertion or a machine fault goes to health monitoring.
 *
 * @example
 * import { MILLISECOND, now, partition, sleep } from "bulkhead/partition";
 *
 * for (let count = 1; ; count++) {
 *   console.log(`${partition.name()}: ${count} at ${now() / MILLISECOND} ms`);
 *   sleep(10 * MILLISECOND);
 * }
 */
import * as interrupts from "./interrupts";
import * as partition from "./partition";
import * as timer from "./timer";

export { MICROSECOND, MILLISECOND, now, SECOND, sleep, sleepUntil } from "./clock";
export {
  InfoPage,
  LINE_IRQ_BASE,
  LINE_PORT_MESSAGE,
  LINE_SCHEDULE_CHANGE,
  LINE_TIMER,
  LINE_WINDOW_START,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  PartitionStatus,
  START_HM_MODULE_RESTART,
  START_HM_PARTITION_RESTART,
  START_NORMAL,
  START_PARTITION_RESTART,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_AVAILABLE,
  STATUS_OK,
  STATUS_UNKNOWN_CALL,
  STATUS_WRONG_MODE,
  WindowInfo,
} from "./generated/abi";
export { interrupts, partition, timer };
