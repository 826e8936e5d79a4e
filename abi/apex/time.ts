/** Time management (ARINC 653 Part 1, 3.4). */
import { type ApexGroup, input, invalidMode, invalidParam, noAction, output } from "./schema.js";

const mayNotWait = invalidMode("The caller owns a mutex or the preemption lock, or is the error handler.");

export const TIME_GROUP: ApexGroup = {
  title: "Time management",
  part: 1,
  section: "3.4.2",
  header: "apexTime.h",
  includes: [],
  types: [],
  services: [
    {
      name: "TIMED_WAIT",
      doc: "Waits for a time; 0 lets others of the caller's priority go first.",
      parameters: [input("SYSTEM_TIME_TYPE", "DELAY_TIME", "The time.")],
      call: "timed_wait",
      codes: [invalidParam("DELAY_TIME is less than 0 or above 2^62."), mayNotWait],
    },
    {
      name: "PERIODIC_WAIT",
      doc: "Waits until the caller's next release, which renews its deadline.",
      parameters: [],
      call: "periodic_wait",
      codes: [mayNotWait, invalidMode("The caller is not periodic.")],
    },
    {
      name: "GET_TIME",
      doc: "Reads the clock: nanoseconds since the module was switched on.",
      parameters: [output("SYSTEM_TIME_TYPE", "SYSTEM_TIME", "Receives it.")],
      call: "none",
      codes: [],
    },
    {
      name: "REPLENISH",
      doc: "Moves the caller's deadline to now and BUDGET_TIME.",
      parameters: [input("SYSTEM_TIME_TYPE", "BUDGET_TIME", "The time to the deadline; INFINITE_TIME_VALUE: none.")],
      call: "replenish",
      codes: [
        invalidParam("BUDGET_TIME is less than INFINITE_TIME_VALUE or above 2^62."),
        invalidMode("The caller is periodic, and the deadline would come after its next release."),
        noAction("The caller is the error handler, or the partition is not in NORMAL."),
      ],
    },
  ],
};
