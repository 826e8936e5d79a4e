/** As many processes as there can be, all at once: whatever they ask of the kernel, windows end on time. */
import type { PartitionOptions } from "../../../host/config/define.js";
import type { NativeBoard, Theme, Trick } from "../trick.js";

const flood = (name: string, before: string, body: string, more: Partial<Trick> = {}): Trick => ({
  name,
  before,
  body: `${body} begin();`,
  endless: true,
  ...more,
});

const withPolicy = (policy: PartitionOptions["policy"]): Partial<Trick> => ({
  has: { policy, ...(policy === "round-robin" ? { quantum: "50us" } : {}) },
});

const TIMEOUT = "1000000000";

export const processFloods = (board: NativeBoard): Theme => ({
  name: `floods of processes on ${board}`,
  native: board,
  tricks: [
    flood(
      "flood-of-events",
      `PROCESS(wait) { for (;;) { bulkhead_event_wait(1, ${TIMEOUT}); bulkhead_event_reset(1); } }
       PROCESS(set) { for (;;) bulkhead_event_set(1); }`,
      `struct bulkhead_name name = named(1); bulkhead_event_create(&name, 0);
       process(set, 0, 1); processes(wait, PROCESSES - 1);`,
    ),
    flood(
      "flood-of-blackboards",
      `static char message[LONGEST], copy[LONGEST];
       PROCESS(wait) { for (;;) { bulkhead_blackboard_read(1, copy, ${TIMEOUT}, 0); bulkhead_blackboard_clear(1); } }
       PROCESS(show) { for (;;) bulkhead_blackboard_display(1, message, LONGEST); }`,
      `struct bulkhead_name name = named(1); bulkhead_blackboard_create(&name, LONGEST, 0);
       process(show, 0, 1); processes(wait, PROCESSES - 1);`,
    ),
    flood(
      "flood-of-buffers",
      `static char message[LONGEST], copy[LONGEST];
       PROCESS(send) { for (;;) bulkhead_buffer_send(1, message, LONGEST, ${TIMEOUT}); }
       PROCESS(receive) { for (;;) bulkhead_buffer_receive(1, copy, ${TIMEOUT}, 0); }`,
      `struct bulkhead_name name = named(1); bulkhead_buffer_create(&name, LONGEST, 1, BULKHEAD_DISCIPLINE_PRIORITY, 0);
       processes(receive, PROCESSES / 2); processes(send, PROCESSES / 2);`,
    ),
    flood(
      "flood-of-semaphores",
      `PROCESS(work) { for (;;) { bulkhead_semaphore_wait(1, ${TIMEOUT}); bulkhead_semaphore_signal(1); bulkhead_timed_wait(0); } }`,
      `struct bulkhead_name name = named(1); bulkhead_semaphore_create(&name, 1, 1, BULKHEAD_DISCIPLINE_PRIORITY, 0);
       for (uint32_t i = 0; i < PROCESSES; i++) process(work, 0, 10);`,
    ),
    flood(
      "owners-of-mutexes-stopped",
      `PROCESS(own) { for (;;) { bulkhead_mutex_acquire(1, ${TIMEOUT}); for (volatile int i = 0; i < 5000; i++) {} bulkhead_mutex_release(1); } }
       PROCESS(stop) {
         for (;;) {
           struct bulkhead_mutex_status status;
           bulkhead_timed_wait(20000);
           bulkhead_mutex_status(1, &status);
           if (status.owned && bulkhead_process_stop(status.owner) == BULKHEAD_STATUS_OK) bulkhead_process_start(status.owner, 0);
         }
       }`,
      `struct bulkhead_name name = named(1); bulkhead_mutex_create(&name, 200, BULKHEAD_DISCIPLINE_PRIORITY, 0);
       process(stop, 0, 239); processes(own, PROCESSES - 1);`,
    ),
    flood(
      "same-timeout-for-all",
      `PROCESS(work) { for (;;) { uint64_t end = edge_ns() - 4000; bulkhead_event_wait(1, end - bulkhead_now_ns()); bulkhead_timed_wait(20000); } }`,
      `struct bulkhead_name name = named(1); bulkhead_event_create(&name, 0); processes(work, PROCESSES);`,
    ),
    flood(
      "same-release-for-all",
      "PROCESS(work) { for (;;) bulkhead_periodic_wait(); }",
      `uint64_t period = bulkhead_info()->period_ns;
       for (uint32_t i = 0; i < PROCESSES; i++) timed_process(work, 0, 10, period, period);`,
    ),
    flood(
      "deadlines-that-restart",
      "PROCESS(work) { for (;;) {} }",
      "for (uint32_t i = 0; i < PROCESSES; i++) timed_process(work, 0, 10, FOR_EVER, 200000);",
      { error: "DEADLINE_MISSED", has: { health: { deadlineMissed: { process: "restart" } } } },
    ),
    flood(
      "deadlines-that-stop",
      `PROCESS(work) { for (;;) {} }
       PROCESS(start) { for (;;) { for (uint32_t id = 2; id <= PROCESSES; id++) bulkhead_process_start(id, 0); bulkhead_timed_wait(400000); } }`,
      `process(start, 0, 200);
       for (uint32_t i = 1; i < PROCESSES; i++) timed_process(work, 0, 10, FOR_EVER, 200000);`,
      { error: "DEADLINE_MISSED", has: { health: { deadlineMissed: { process: "stop" } } } },
    ),
    flood(
      "deadlines-for-the-handler",
      `PROCESS(work) { for (;;) {} }
       PROCESS(handler) {
         struct bulkhead_error_status status;
         while (bulkhead_error_status(&status) == BULKHEAD_STATUS_OK) {
           bulkhead_process_stop(status.process);
           bulkhead_process_start(status.process, 0);
         }
         bulkhead_process_stop_self();
       }`,
      `error_handler(handler);
       for (uint32_t i = 0; i < PROCESSES; i++) timed_process(work, 0, 10, FOR_EVER, 100000 + i);`,
      { error: "DEADLINE_MISSED" },
    ),
    flood(
      "flood-of-starts-and-stops",
      `PROCESS(work) { for (;;) bulkhead_timed_wait(${TIMEOUT}); }
       PROCESS(stop) { for (uint32_t id = 2;; id = id == PROCESSES ? 2 : id + 1) { bulkhead_process_stop(id); bulkhead_process_start(id, 0); } }`,
      "process(stop, 0, 100); for (uint32_t i = 1; i < PROCESSES; i++) process(work, 0, 200);",
    ),
    flood(
      "flood-of-delayed-starts",
      `PROCESS(work) { bulkhead_process_stop_self(); }
       PROCESS(start) { for (;;) { uint64_t end = edge_ns() - 4000; for (uint32_t id = 2; id <= PROCESSES; id++) bulkhead_process_start(id, end - bulkhead_now_ns()); bulkhead_timed_wait(0); } }`,
      "process(start, 0, 100); for (uint32_t i = 1; i < PROCESSES; i++) process(work, 0, 200);",
    ),
    flood(
      "flood-of-restarts",
      `PROCESS(restart) { bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0); for (;;) {} }
       PROCESS(work) { for (;;) bulkhead_timed_wait(${TIMEOUT}); }`,
      "process(restart, 0, 1); processes(work, PROCESSES - 1);",
    ),
    flood(
      "flood-of-names",
      `PROCESS(work) { struct bulkhead_name name = named(256); for (;;) bulkhead_semaphore_id(&name, 0); }`,
      `for (uint32_t i = 0; i < 256; i++) { struct bulkhead_name name = named(i); bulkhead_semaphore_create(&name, 0, 1, 0, 0); }
       processes(work, PROCESSES);`,
    ),
    flood("flood-of-short-waits", "PROCESS(work) { for (;;) bulkhead_timed_wait(1); }", "processes(work, PROCESSES);"),
    flood(
      "flood-of-yields-by-all",
      "PROCESS(work) { for (;;) bulkhead_window_yield(); }",
      "processes(work, PROCESSES);",
    ),
    flood(
      "flood-of-suspensions",
      `PROCESS(work) { for (;;) bulkhead_process_suspend_self(${TIMEOUT}); }
       PROCESS(go) { for (;;) for (uint32_t id = 2; id <= PROCESSES; id++) bulkhead_process_resume(id); }`,
      "process(go, 0, 1); processes(work, PROCESSES - 1);",
    ),
    flood("lock-and-loop", "PROCESS(work) { bulkhead_preemption_lock(0); for (;;) {} }", "processes(work, PROCESSES);"),
    flood(
      "lock-and-loop-by-turns",
      "PROCESS(work) { bulkhead_preemption_lock(0); for (;;) {} }",
      "processes(work, PROCESSES);",
      withPolicy("round-robin"),
    ),
    flood("turns-of-all", "PROCESS(work) { for (;;) {} }", "processes(work, PROCESSES);", withPolicy("round-robin")),
    flood(
      "earliest-deadlines-of-all",
      "PROCESS(work) { for (;;) { bulkhead_replenish(1000000 + self); bulkhead_timed_wait(1000); } }",
      "for (uint32_t i = 0; i < PROCESSES; i++) timed_process(work, 0, 10, FOR_EVER, 1000000000);",
      { error: "DEADLINE_MISSED", ...withPolicy("earliest-deadline") },
    ),
    flood(
      "least-laxities-of-all",
      "PROCESS(work) { for (;;) { bulkhead_replenish(900000000 - self); bulkhead_timed_wait(1000); } }",
      "for (uint32_t i = 0; i < PROCESSES; i++) timed_process(work, 0, 10, FOR_EVER, 1000000000);",
      withPolicy("least-laxity"),
    ),
    flood(
      "handler-that-never-ends",
      `PROCESS(handler) { for (;;) {} }
       PROCESS(work) { bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, "x", 1); for (;;) {} }`,
      "error_handler(handler); processes(work, PROCESSES);",
      { error: "APPLICATION_ERROR" },
    ),
    flood(
      "handler-that-raises-errors",
      `static char text[BULKHEAD_MAX_ERROR_MESSAGE_SIZE];
       PROCESS(handler) { for (;;) bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, text, sizeof text); }
       PROCESS(work) { bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, text, sizeof text); for (;;) {} }`,
      "error_handler(handler); processes(work, PROCESSES);",
      { error: "APPLICATION_ERROR" },
    ),
    flood(
      "handler-that-takes-nothing",
      `static char text[BULKHEAD_MAX_ERROR_MESSAGE_SIZE];
       PROCESS(handler) { bulkhead_process_stop_self(); }
       PROCESS(work) { for (;;) bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, text, sizeof text); }`,
      "error_handler(handler); processes(work, PROCESSES);",
      { error: "APPLICATION_ERROR" },
    ),
    flood(
      "flood-of-messages-to-the-log",
      `static char text[BULKHEAD_MAX_ERROR_MESSAGE_SIZE];
       PROCESS(work) { for (;;) bulkhead_application_message(text, sizeof text); }`,
      "processes(work, PROCESSES);",
    ),
  ],
});
