/**
 * One process takes all memory, another all of its stack: each ends by an error of its own, what the first held is
 * collected, and the third never notices.
 */
import {
  aperiodic,
  createErrorHandler,
  ErrorStatus,
  errorStatus,
  OperatingMode,
  Process,
  ReturnCode,
  setPartitionMode,
  timedWait,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";

const STEPS = 40;

class Link {
  next: Link | null = null;
  constructor(readonly text: string) {}
}

function deep(above: Link, depth: i32): Link {
  const link = new Link(`${above.text}x`);
  link.next = depth > 0 ? deep(link, depth - 1) : null;
  return link;
}

createErrorHandler(() => {
  const error = new ErrorStatus();
  while (errorStatus(error) == ReturnCode.NO_ERROR) {
    const name = error.process == 1 ? "HOG" : "DEEP";
    console.log(`${name}: error ${error.error}, stopped: ${Process.find(name).stop() == ReturnCode.NO_ERROR}`);
  }
});

aperiodic({ name: "HOG", priority: 10, stack: 0 }, () => {
  const all: Link[] = [];
  for (;;) all.push(new Link("a".repeat(1000)));
});

aperiodic({ name: "DEEP", priority: 12, stack: 0 }, () => {
  timedWait(100 * MILLISECOND);
  console.log(deep(new Link(""), 100000).text);
});

aperiodic({ name: "STEADY", priority: 20, stack: 0 }, () => {
  let length = 0;
  for (let step = 0; step < STEPS; step++) {
    timedWait(10 * MILLISECOND);
    length += [step, step * 2].join("/").repeat(1000).length;
  }
  console.log(`STEADY: ${length} characters`);
  setPartitionMode(OperatingMode.IDLE);
});

setPartitionMode(OperatingMode.NORMAL);
