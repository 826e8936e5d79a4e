/** Ports with as many and as long messages as there can be, and as many who wait for them. */
import type { NativeBoard, Theme, Trick } from "../trick.js";

const LONG = "8192B" as const;

/** Makes the port with that name. */
const SOURCE = (name: string, depth: number) =>
  `bulkhead_queuing_create(&(struct bulkhead_name){"${name}"}, LONGEST, ${depth}, BULKHEAD_DIRECTION_SOURCE, BULKHEAD_DISCIPLINE_PRIORITY, 0);`;
const DESTINATION = (name: string, depth: number) =>
  `bulkhead_queuing_create(&(struct bulkhead_name){"${name}"}, LONGEST, ${depth}, BULKHEAD_DIRECTION_DESTINATION, BULKHEAD_DISCIPLINE_PRIORITY, 0);`;
const MESSAGE = "__attribute__((unused)) static char message[LONGEST];";

const flood = (name: string, before: string, body: string): Trick => ({
  name,
  before: `${MESSAGE} ${before}`,
  body: `${body} begin();`,
  endless: true,
});

export const messages = (board: NativeBoard): Theme => ({
  name: `messages on ${board}`,
  native: board,
  channels: {
    CROWDED: {
      kind: "queuing",
      size: LONG,
      depth: 4,
      from: { partition: "crowd-that-sends" },
      to: { partition: "taker" },
    },
    CLEARED: {
      kind: "queuing",
      size: LONG,
      depth: 4,
      from: { partition: "crowd-in-time" },
      to: { partition: "clearer" },
    },
    AWAITED: {
      kind: "queuing",
      size: LONG,
      depth: 128,
      from: { partition: "giver" },
      to: { partition: "crowd-that-receives" },
    },
    RESTARTED: {
      kind: "queuing",
      size: LONG,
      depth: 4,
      from: { partition: "neighbour" },
      to: { partition: "restarted-while-it-waits" },
    },
    SAMPLED: {
      kind: "sampling",
      size: LONG,
      from: { partition: "sampler" },
      to: [
        { partition: "neighbour", refresh: "1ms" },
        { partition: "reader", refresh: "1ms" },
      ],
    },
    TO_HOST: { kind: "queuing", size: LONG, depth: 1, from: { partition: "flooder-of-the-host" }, to: "host" },
    TOLD: {
      kind: "sampling",
      size: LONG,
      from: { partition: "sampler-for-the-host" },
      to: [{ partition: "neighbour", refresh: "1ms" }, "host"],
    },
    FROM_HOST: { kind: "queuing", size: LONG, depth: 4, from: "host", to: { partition: "emptier" } },
  },
  tricks: [
    flood(
      "flooder-of-the-host",
      "PROCESS(send) { for (;;) bulkhead_queuing_send(1, message, LONGEST, FOR_EVER); }",
      `${SOURCE("TO_HOST", 1)} processes(send, PROCESSES);`,
    ),
    flood(
      "sampler-for-the-host",
      "PROCESS(write) { for (;;) bulkhead_sampling_write(1, message, LONGEST); }",
      `bulkhead_sampling_create(&(struct bulkhead_name){"TOLD"}, LONGEST, BULKHEAD_DIRECTION_SOURCE, 0, 0); process(write, 0, 10);`,
    ),
    flood(
      "emptier",
      "PROCESS(empty) { for (;;) { bulkhead_queuing_clear(1); bulkhead_queuing_receive(1, message, 0, 0); } }",
      `${DESTINATION("FROM_HOST", 4)} process(empty, 0, 10);`,
    ),
    flood(
      "crowd-that-sends",
      // Most of them are too late when there is room.
      "PROCESS(send) { for (;;) bulkhead_queuing_send(1, message, LONGEST, argument == 0 ? FOR_EVER : 1000000); }",
      `${SOURCE("CROWDED", 4)} processes(send, PROCESSES);`,
    ),
    flood(
      "taker",
      "PROCESS(take) { for (;;) bulkhead_queuing_receive(1, message, 0, 0); }",
      `${DESTINATION("CROWDED", 4)} process(take, 0, 10);`,
    ),
    flood(
      "crowd-in-time",
      "PROCESS(send) { for (;;) bulkhead_queuing_send(1, message, LONGEST, FOR_EVER); }",
      `${SOURCE("CLEARED", 4)} processes(send, PROCESSES);`,
    ),
    flood(
      "clearer",
      "PROCESS(clear) { for (;;) bulkhead_queuing_clear(1); }",
      `${DESTINATION("CLEARED", 4)} process(clear, 0, 10);`,
    ),
    flood(
      "giver",
      "PROCESS(give) { for (;;) bulkhead_queuing_send(1, message, LONGEST, 0); }",
      `${SOURCE("AWAITED", 128)} process(give, 0, 10);`,
    ),
    flood(
      "crowd-that-receives",
      "PROCESS(receive) { for (;;) bulkhead_queuing_receive(1, message, FOR_EVER, 0); }",
      `${DESTINATION("AWAITED", 128)} processes(receive, PROCESSES);`,
    ),
    flood(
      "sampler",
      "PROCESS(write) { for (;;) bulkhead_sampling_write(1, message, LONGEST); }",
      `bulkhead_sampling_create(&(struct bulkhead_name){"SAMPLED"}, LONGEST, BULKHEAD_DIRECTION_SOURCE, 0, 0); process(write, 0, 10);`,
    ),
    flood(
      "reader",
      "PROCESS(read) { for (;;) bulkhead_sampling_read(1, message, 0); }",
      `bulkhead_sampling_create(&(struct bulkhead_name){"SAMPLED"}, LONGEST, BULKHEAD_DIRECTION_DESTINATION, 1000000, 0); process(read, 0, 10);`,
    ),
    {
      name: "restarted-while-it-waits",
      before: `${MESSAGE}
        PROCESS(receive) { bulkhead_queuing_receive(1, message, 1000000000, 0); for (;;) {} }
        PROCESS(restart) { bulkhead_timed_wait(100000); bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0); for (;;) {} }`,
      body: `
        struct bulkhead_partition_status partition;
        struct bulkhead_queuing_status port;
        bulkhead_partition_status(&partition);
        ${DESTINATION("RESTARTED", 4)}
        if (bulkhead_queuing_status(1, &port) != BULKHEAD_STATUS_OK || port.waiting != 0) return 1;
        if (partition.restarts == 2) {
          survive();
        }
        processes(receive, PROCESSES - 1);
        process(restart, 0, 200);
        begin();`,
    },
  ],
});
