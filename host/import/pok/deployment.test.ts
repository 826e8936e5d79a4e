import { expect, test } from "vitest";
import { deploymentHeader } from "./deployment.js";

test("a header names what the program needs, in order, and where the partition's identifiers begin", () => {
  const header = deploymentHeader({
    partition: "pr2",
    threads: 3,
    firstThread: 4,
    semaphores: 1,
    events: 2,
    firstLockObject: 5,
    needs: ["LIBC_STDLIB", "CONSOLE"],
    config: { NB_BUFFERS: 1 },
  });
  expect(header).toBe(`// What POK's headers, and our library behind them, are told of partition "pr2".
#ifndef __POK_USER_GENERATED_DEPLOYMENT_H_
#define __POK_USER_GENERATED_DEPLOYMENT_H_

#define POK_NEEDS_CONSOLE 1
#define POK_NEEDS_EVENTS 1
#define POK_NEEDS_LIBC_STDLIB 1
#define POK_NEEDS_SEMAPHORES 1
#define POK_CONFIG_NB_BUFFERS 1

#define BULKHEAD_POK_THREADS 3
#define BULKHEAD_POK_FIRST_THREAD 4
#define BULKHEAD_POK_LOCK_OBJECTS 3
#define BULKHEAD_POK_FIRST_LOCK_OBJECT 5

#endif
`);
});

test("ports are told with what the system file says of them", () => {
  const header = deploymentHeader({
    partition: "pr1",
    threads: 2,
    samplingPorts: [{ name: "pr1_out", messageBytes: 4, refreshNs: 10_000_000 }],
    queueingPorts: [
      { name: "pr1_q", messageBytes: 8, messages: 3 },
      { name: "pr1_r", messageBytes: 1, messages: 1 },
    ],
  });
  expect(header).toContain('#define BULKHEAD_POK_SAMPLING_PORTS(PORT) PORT("pr1_out", 4, 10000000ULL)\n');
  expect(header).toContain('#define BULKHEAD_POK_QUEUEING_PORTS(PORT) PORT("pr1_q", 8, 3) PORT("pr1_r", 1, 1)\n');
});

test("without needs there is no gap", () => {
  expect(deploymentHeader({ partition: "a", threads: 1 })).not.toContain("\n\n\n");
});
