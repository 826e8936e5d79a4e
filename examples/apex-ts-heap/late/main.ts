/**
 * A process that does nothing but allocate, and so misses its deadline inside the heap more often than not: the error
 * handler stops it and starts it anew, and the heap stays whole.
 */
import {
  aperiodic,
  createErrorHandler,
  Deadline,
  ERROR_DEADLINE_MISSED,
  ErrorStatus,
  errorMessage,
  errorStatus,
  INFINITE,
  OperatingMode,
  Process,
  ReturnCode,
  setPartitionMode,
  timedWait,
} from "bulkhead/apex";
import { MICROSECOND, MILLISECOND } from "bulkhead/partition";

const RESTARTS_ENOUGH: u32 = 100;

let begun: u32 = 0;
let missed: u32 = 0;
let refused: u32 = 0;

const late = Process.create(
  { name: "LATE", period: INFINITE, capacity: 1300 * MICROSECOND, priority: 10, stack: 0, deadline: Deadline.HARD },
  () => {
    begun += 1;
    for (let texts: string[] = []; ; ) {
      for (let at = 0; at < 50; at++) texts.push(`${at} of ${texts.length}`);
      for (let at = 0; at < 50; at++) assert(texts[at] == `${at} of ${at}`);
      texts = [];
    }
  },
);

createErrorHandler(() => {
  const error = new ErrorStatus();
  while (errorStatus(error) == ReturnCode.NO_ERROR) {
    if (error.error != ERROR_DEADLINE_MISSED) console.log(`error ${error.error}: ${errorMessage(error)}`);
    missed += 1;
    if (late.stop() != ReturnCode.NO_ERROR || late.start() != ReturnCode.NO_ERROR) refused += 1;
  }
});

late.start();
aperiodic({ name: "CHECK", priority: 20, stack: 0 }, () => {
  while (missed < RESTARTS_ENOUGH && refused == 0) {
    timedWait(5 * MILLISECOND);
    const squares = new Map<string, i32>();
    for (let at = 0; at < 20; at++) squares.set(`${at} squared`, at * at);
    for (let at = 0; at < 20; at++) assert(squares.get(`${at} squared`) == at * at);
  }
  console.log(
    `${missed} deadlines missed, ${begun > missed / 2 ? "begun again" : "not begun again"}, ${refused} refused`,
  );
  setPartitionMode(OperatingMode.IDLE, refused);
});

setPartitionMode(OperatingMode.NORMAL);
