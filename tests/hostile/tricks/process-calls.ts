/** Calls of native partitions with pointers, identifiers, sizes and times that are none, and objects whose waiters were stopped. */
import type { NativeBoard, Theme, Trick } from "../trick.js";

/** Each returns the line at which the kernel answered otherwise; 0 and it survives. */
const EXPECT = `
  #define EXPECT(status, call) do { uint32_t is = (call); if (is != BULKHEAD_STATUS_##status) { printf("line %d: %u\\n", __LINE__, is); bulkhead_exit(1); } } while (0)
  __attribute__((unused)) static char message[64];`;

const asFirst = (name: string, body: string, more: Partial<Trick> = {}): Trick => ({
  name,
  before: EXPECT,
  body: `${body} printf("survived\\n");`,
  ...more,
});

const CREATE_ALL = `
  struct bulkhead_name name = named(1);
  EXPECT(OK, bulkhead_buffer_create(&name, 8, 1, BULKHEAD_DISCIPLINE_PRIORITY, 0));
  EXPECT(OK, bulkhead_blackboard_create(&name, 8, 0));
  EXPECT(OK, bulkhead_semaphore_create(&name, 0, 1, BULKHEAD_DISCIPLINE_FIFO, 0));
  EXPECT(OK, bulkhead_event_create(&name, 0));
  EXPECT(OK, bulkhead_mutex_create(&name, 200, BULKHEAD_DISCIPLINE_PRIORITY, 0));
  EXPECT(OK, bulkhead_queuing_create(&(struct bulkhead_name){"OUT"}, 8, 1, BULKHEAD_DIRECTION_SOURCE, BULKHEAD_DISCIPLINE_FIFO, &out));
  EXPECT(OK, bulkhead_sampling_create(&(struct bulkhead_name){"IN"}, 8, BULKHEAD_DIRECTION_DESTINATION, 1000000, &in));`;

const WITH_PORTS = `${EXPECT} static uint32_t out, in;`;

/** `what` is called with each pointer at which \`READ\` bytes can't be read, or as many written. */
const WILD = `
  const struct bulkhead_info_page *info = bulkhead_info();
  static char last[8] __attribute__((aligned(8)));
  uint32_t guard = info->process_stack_address, stack_end = guard + (1 << info->process_stack_shift);
  const uint32_t wild[] = {0, 1, 0xfff, 0x40000000, BULKHEAD_CALL_PAGE, BULKHEAD_INFO_PAGE, BULKHEAD_VCPU_PAGE, 0xbfffffff, 0xc0000000,
    0xc0100000, 0xc0800000, 0xfffffff8, 0xffffffff, guard, guard + 8, stack_end - STACK_BYTES - 1, stack_end - 1,
    stack_end, info->stack_address - 4, info->stack_address + info->stack_size_bytes - 1};
  (void)last;`;

/** A process waits, another stops it; then nobody is in the queue, and the object does as ever. */
const STOPPED = (name: string, wait: string, count: string): Trick => ({
  name: `stopped-${name}`,
  before: `${WITH_PORTS}
    PROCESS(wait) { ${wait} for (;;) {} }
    PROCESS(stop) {
      for (int i = 0; i < 3; i++) {
        bulkhead_timed_wait(50000);
        EXPECT(OK, bulkhead_process_stop(1));
        EXPECT(OK, bulkhead_process_stop(2));
        EXPECT(OK, bulkhead_process_start(2, 0));
        EXPECT(OK, bulkhead_process_start(1, 0));
        EXPECT(OK, bulkhead_process_suspend(1));
      }
      bulkhead_timed_wait(50000);
      EXPECT(OK, bulkhead_process_stop(1));
      EXPECT(OK, bulkhead_process_stop(2));
      ${count}
      survive();
    }`,
  body: `${CREATE_ALL} process(wait, 0, 10); process(wait, 0, 20); process(stop, 0, 239); begin();`,
});

const NOBODY_WAITS = (kind: string) => `
  struct bulkhead_${kind}_status status;
  EXPECT(OK, bulkhead_${kind}_status(1, &status));
  if (status.waiting != 0) bulkhead_exit(2);`;

const END_OF = (trick: string) =>
  ({
    [`OUT_${trick}`]: {
      kind: "queuing",
      size: "8B",
      depth: 1,
      from: { partition: trick, port: "OUT" },
      to: { partition: "neighbour", port: `FROM_${trick}` },
    },
    [`IN_${trick}`]: {
      kind: "sampling",
      size: "8B",
      from: { partition: "neighbour", port: `TO_${trick}` },
      to: [{ partition: trick, port: "IN", refresh: "1ms" }],
    },
  }) as const;

const tricks: readonly Trick[] = [
  asFirst(
    "wild-pointers",
    `${CREATE_ALL} ${WILD}
     EXPECT(OK, bulkhead_buffer_send(1, message, 8, 0));
     EXPECT(OK, bulkhead_blackboard_display(1, message, 8));
     for (uint32_t i = 0; i < LENGTH(wild); i++) {
       void *at = (void *)wild[i];
       const struct bulkhead_name *text = at;
       EXPECT(BAD_POINTER, bulkhead_process_create(at, 0));
       EXPECT(BAD_POINTER, bulkhead_process_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_process_status(1, at));
       EXPECT(BAD_POINTER, bulkhead_buffer_create(text, 8, 1, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_buffer_receive(1, at, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_buffer_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_buffer_status(1, at));
       EXPECT(BAD_POINTER, bulkhead_blackboard_create(text, 8, 0));
       EXPECT(BAD_POINTER, bulkhead_blackboard_display(1, at, 8));
       EXPECT(BAD_POINTER, bulkhead_blackboard_read(1, at, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_blackboard_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_blackboard_status(1, at));
       EXPECT(BAD_POINTER, bulkhead_semaphore_create(text, 0, 1, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_semaphore_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_semaphore_status(1, at));
       EXPECT(BAD_POINTER, bulkhead_event_create(text, 0));
       EXPECT(BAD_POINTER, bulkhead_event_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_event_status(1, at));
       EXPECT(BAD_POINTER, bulkhead_mutex_create(text, 1, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_mutex_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_mutex_status(1, at));
       EXPECT(BAD_POINTER, bulkhead_sampling_create(text, 8, 0, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_sampling_read(in, at, 0));
       EXPECT(BAD_POINTER, bulkhead_sampling_read_updated(in, at, 0));
       EXPECT(BAD_POINTER, bulkhead_sampling_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_sampling_status(in, at));
       EXPECT(BAD_POINTER, bulkhead_queuing_create(text, 8, 1, 0, 0, 0));
       EXPECT(BAD_POINTER, bulkhead_queuing_send(out, at, 8, 0));
       EXPECT(BAD_POINTER, bulkhead_queuing_id(text, 0));
       EXPECT(BAD_POINTER, bulkhead_queuing_status(out, at));
       EXPECT(BAD_POINTER, bulkhead_memory_block(text, (void *)message));
       EXPECT(BAD_POINTER, bulkhead_memory_block((void *)message, at));
       EXPECT(BAD_POINTER, bulkhead_application_message(at, 8));
       EXPECT(BAD_POINTER, bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, at, 8));
       EXPECT(BAD_POINTER, bulkhead_health_read(1, at, 0));
       EXPECT(BAD_POINTER, bulkhead_schedule_status(at));
       EXPECT(BAD_POINTER, bulkhead_schedule_id(text, 0));
       if (bulkhead_error_handler_create(at, 0, STACK_BYTES) != BULKHEAD_STATUS_BAD_POINTER) bulkhead_exit(3);
     }`,
    { before: WITH_PORTS, has: { permissions: ["read-health"] } },
  ),
  asFirst(
    "wild-identifiers",
    `${CREATE_ALL}
     static const uint32_t wild[] = {0, 3, 129, 257, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 0x40000001, 0x01000001};
     for (uint32_t i = 0; i < LENGTH(wild); i++) {
       uint32_t id = wild[i];
       EXPECT(BAD_ARGUMENT, bulkhead_process_start(id, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_process_stop(id));
       EXPECT(BAD_ARGUMENT, bulkhead_process_suspend(id));
       EXPECT(BAD_ARGUMENT, bulkhead_process_resume(id));
       EXPECT(BAD_ARGUMENT, bulkhead_process_set_priority(id, 1));
       EXPECT(BAD_ARGUMENT, bulkhead_process_set_affinity(id, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_process_status(id, (void *)bulkhead_info()->stack_address));
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_send(id, message, 8, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_receive(id, message, 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_blackboard_display(id, message, 8));
       EXPECT(BAD_ARGUMENT, bulkhead_blackboard_read(id, message, 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_blackboard_clear(id));
       EXPECT(BAD_ARGUMENT, bulkhead_semaphore_wait(id, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_semaphore_signal(id));
       EXPECT(BAD_ARGUMENT, bulkhead_event_set(id));
       EXPECT(BAD_ARGUMENT, bulkhead_event_reset(id));
       EXPECT(BAD_ARGUMENT, bulkhead_event_wait(id, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_mutex_acquire(id, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_mutex_release(id));
       EXPECT(BAD_ARGUMENT, bulkhead_mutex_reset(id, 1));
       EXPECT(BAD_ARGUMENT, bulkhead_sampling_read(id, message, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_sampling_write(id, message, 8));
       EXPECT(BAD_ARGUMENT, bulkhead_queuing_send(id, message, 8, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_queuing_receive(id, message, 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_queuing_clear(id));
     }
     EXPECT(BAD_ARGUMENT, bulkhead_sampling_read(out, message, 0));
     EXPECT(BAD_ARGUMENT, bulkhead_queuing_send(in, message, 8, 0));
     EXPECT(WRONG_MODE, bulkhead_sampling_write(in, message, 8));
     EXPECT(WRONG_MODE, bulkhead_queuing_receive(out, message, 0, 0));
     EXPECT(WRONG_MODE, bulkhead_queuing_clear(out));`,
    { before: WITH_PORTS },
  ),
  asFirst(
    "wild-sizes-and-times",
    `${CREATE_ALL}
     static const uint32_t sizes[] = {9, 8193, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff};
     static const uint64_t times[] = {(1ull << 62) + 1, 1ull << 63, (uint64_t)-2, 0xffffffff00000000ull};
     struct bulkhead_name other = named(2);
     for (uint32_t i = 0; i < LENGTH(sizes); i++) {
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_send(1, message, sizes[i], 0));
       EXPECT(BAD_ARGUMENT, bulkhead_blackboard_display(1, message, sizes[i]));
       EXPECT(NOT_CONFIGURED, bulkhead_queuing_send(out, message, sizes[i], 0));
       if (i == 0) continue;
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_create(&other, sizes[i], 1, 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_create(&other, 8, sizes[i], 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_create(&other, sizes[i], sizes[i], 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_create(&other, 8, 8, sizes[i], 0));
       EXPECT(BAD_ARGUMENT, bulkhead_blackboard_create(&other, sizes[i], 0));
       EXPECT(BAD_ARGUMENT, bulkhead_mutex_create(&other, sizes[i], 0, 0));
       EXPECT(BAD_ARGUMENT, bulkhead_application_message(message, sizes[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, message, sizes[i]));
       EXPECT(NOT_CONFIGURED, bulkhead_error_handler_create((bulkhead_handler)begin, 0, sizes[i]));
     }
     EXPECT(NOT_CONFIGURED, bulkhead_buffer_create(&other, 8192, 512, 0, 0));
     EXPECT(BAD_ARGUMENT, bulkhead_semaphore_create(&other, 0xffffffff, 1, 0, 0));
     EXPECT(BAD_ARGUMENT, bulkhead_semaphore_create(&other, 0, 0xffffffff, 0, 0));
     for (uint32_t i = 0; i < LENGTH(times); i++) {
       struct bulkhead_process_attributes attributes = {"p", FOR_EVER, FOR_EVER, (uint32_t)begin, 0, STACK_BYTES, 1, 0, 0};
       EXPECT(BAD_ARGUMENT, bulkhead_timed_wait(times[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_process_suspend_self(times[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_replenish(times[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_buffer_receive(1, message, times[i], 0));
       EXPECT(BAD_ARGUMENT, bulkhead_blackboard_read(1, message, times[i], 0));
       EXPECT(BAD_ARGUMENT, bulkhead_semaphore_wait(1, times[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_event_wait(1, times[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_mutex_acquire(1, times[i]));
       EXPECT(BAD_ARGUMENT, bulkhead_queuing_send(out, message, 8, times[i]));
       attributes.capacity_ns = times[i];
       EXPECT(BAD_ARGUMENT, bulkhead_process_create(&attributes, 0));
       attributes.capacity_ns = FOR_EVER, attributes.period_ns = times[i];
       EXPECT(BAD_ARGUMENT, bulkhead_process_create(&attributes, 0));
       attributes.period_ns = FOR_EVER, attributes.base_priority = 240 + i;
       EXPECT(BAD_ARGUMENT, bulkhead_process_create(&attributes, 0));
       attributes.base_priority = 1, attributes.stack_size_bytes = (uint32_t)times[i] | 0x80000000;
       EXPECT(NOT_CONFIGURED, bulkhead_process_create(&attributes, 0));
       attributes.stack_size_bytes = 0;
       EXPECT(BAD_ARGUMENT, bulkhead_process_create(&attributes, 0));
     }`,
    { before: WITH_PORTS },
  ),
  {
    name: "longest-times",
    before: `${EXPECT}
      PROCESS(wait) { bulkhead_timed_wait(1ull << 62); survive(); }
      PROCESS(stop) { bulkhead_timed_wait(100000); EXPECT(OK, bulkhead_replenish(1ull << 62)); survive(); }`,
    body: `
      uint32_t never = timed_process(wait, 0, 10, FOR_EVER, 1000000000);
      EXPECT(OK, bulkhead_process_stop(never));
      EXPECT(NOT_CONFIGURED, bulkhead_process_start(never, 1ull << 62));
      process(wait, 0, 10);
      timed_process(stop, 0, 20, FOR_EVER, 1ull << 61);
      begin();`,
  },
  STOPPED(
    "receiving",
    "bulkhead_buffer_receive(1, message, FOR_EVER, 0);",
    `${NOBODY_WAITS("buffer")} EXPECT(OK, bulkhead_buffer_send(1, message, 8, 0));`,
  ),
  STOPPED(
    "sending",
    "for (;;) bulkhead_buffer_send(1, message, 8, FOR_EVER);",
    `${NOBODY_WAITS("buffer")} EXPECT(OK, bulkhead_buffer_receive(1, message, 0, 0)); EXPECT(NOT_AVAILABLE, bulkhead_buffer_receive(1, message, 0, 0));`,
  ),
  STOPPED(
    "reading",
    "bulkhead_blackboard_read(1, message, FOR_EVER, 0);",
    `${NOBODY_WAITS("blackboard")} EXPECT(NOT_AVAILABLE, bulkhead_blackboard_read(1, message, 0, 0));`,
  ),
  STOPPED(
    "promised",
    "bulkhead_blackboard_read(1, message, 40000, 0);",
    `${NOBODY_WAITS("blackboard")} EXPECT(OK, bulkhead_blackboard_display(1, message, 8));`,
  ),
  STOPPED(
    "taking",
    "bulkhead_semaphore_wait(1, FOR_EVER);",
    `${NOBODY_WAITS("semaphore")} EXPECT(OK, bulkhead_semaphore_signal(1)); EXPECT(NO_ACTION, bulkhead_semaphore_signal(1));`,
  ),
  STOPPED(
    "awaiting-an-event",
    "bulkhead_event_wait(1, 1000000000);",
    `${NOBODY_WAITS("event")} EXPECT(OK, bulkhead_event_set(1));`,
  ),
  STOPPED(
    "owning-a-mutex",
    "bulkhead_mutex_acquire(1, FOR_EVER);",
    `${NOBODY_WAITS("mutex")} if (status.owned) bulkhead_exit(4);`,
  ),
  STOPPED("suspended", "bulkhead_process_suspend_self(1000000000);", "EXPECT(OK, bulkhead_process_start(1, 0));"),
  STOPPED("yielding", "bulkhead_window_yield();", "EXPECT(OK, bulkhead_process_start(1, 0));"),
  STOPPED(
    "sending-abroad",
    "for (;;) bulkhead_queuing_send(out, message, 8, FOR_EVER);",
    "struct bulkhead_queuing_status status; EXPECT(OK, bulkhead_queuing_status(out, &status)); if (status.waiting != 0) bulkhead_exit(2);",
  ),
];

export const processCalls = (board: NativeBoard): Theme => ({
  name: `calls of processes on ${board}`,
  native: board,
  channels: Object.assign(
    {},
    ...tricks.filter(({ before }) => before?.includes("uint32_t out, in")).map(({ name }) => END_OF(name)),
  ),
  tricks,
});
