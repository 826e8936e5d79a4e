/** Faults of processes and of their error handlers, and handlers that let go on who must not. */
import { assembly, type NativeBoard, type Theme, type Trick } from "../trick.js";

const ENDS = `
  PROCESS(handler) {
    struct bulkhead_error_status status;
    while (bulkhead_error_status(&status) == BULKHEAD_STATUS_OK) {}
    bulkhead_process_stop_self();
  }`;
const FAILS = (body: string) => `PROCESS(work) { ${body} for (;;) {} }`;

/** One process does it. */
const one = (name: string, body: string, error: Trick["error"], more: Partial<Trick> = {}): Trick => ({
  name,
  before: FAILS(body),
  body: "process(work, 0, 10); begin();",
  ...(error ? { error } : {}),
  ...more,
});

/** The error handler does it, called by an application error. */
const inHandler = (name: string, body: string, error: Trick["error"]): Trick =>
  one(name, `bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, "x", 1);`, error, {
    before: `PROCESS(handler) { ${body} for (;;) {} }
      ${FAILS(`bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, "x", 1);`)}`,
    body: "error_handler(handler); process(work, 0, 10); begin();",
    errorBefore: "APPLICATION_ERROR",
  });

/** Its handler ends, and lets it go on. */
const letGo = (name: string, body: string, error: Trick["error"], errorBefore: Trick["error"]): Trick =>
  one(name, body, error, {
    before: `${ENDS} ${FAILS(body)}`,
    body: "error_handler(handler); process(work, 0, 10); begin();",
    ...(errorBefore ? { errorBefore } : {}),
  });

const handled = (name: string, handler: string, work: string): Trick =>
  one(name, "", "NUMERIC_ERROR", {
    before: `
      static uint32_t runs;
      __attribute__((unused)) static const uint32_t nobody[] = {0, BULKHEAD_ERROR_HANDLER, 3, 129, 0x80000000, 0x7fffffff};
      PROCESS(handler) {
        struct bulkhead_error_status status;
        while (bulkhead_error_status(&status) == BULKHEAD_STATUS_OK) { ${handler} }
        bulkhead_process_stop_self();
      }
      ${FAILS(`if (runs++ == 0) { ${assembly("xorl %eax, %eax; divl %eax")} } ${work}`)}
      PROCESS(other) { bulkhead_timed_wait(100000); survive(); }`,
    body: "error_handler(handler); process(work, 0, 10); process(other, 0, 5); begin();",
    handled: true,
  });

/**
 * Virtual-8086 mode by an IRET, with the kernel's code selector where the kernel's frame has CS, and a fault there. The
 * kernel must not go on where that frame says.
 */
const VIRTUAL_8086 = assembly(
  "pushl $0x3b; pushl $0; pushl $2; pushl $0x20; pushl $0x3b; pushl $0x8000; pushl $0x20202; pushl $0x8000; pushl $0x100; iretl",
);
const notOnV86 = "v86 ignores VM, as a processor does, and what follows is another fault";

export const processFaults = (board: NativeBoard): Theme => ({
  name: `faults of processes on ${board}`,
  native: board,
  tricks: [
    one("process-past-its-stack", assembly("1: pushl $0; jmp 1b"), "STACK_OVERFLOW"),
    one(
      "process-in-its-guard-page",
      assembly("movl %esp, %eax; andl $-4096, %eax; movb $0, -1(%eax)"),
      "STACK_OVERFLOW",
    ),
    one(
      "process-that-returns",
      assembly("movl %esp, %eax; addl $4095, %eax; andl $-4096, %eax; movl %eax, %esp; ret"),
      "STACK_OVERFLOW",
    ),
    inHandler("handler-past-its-stack", assembly("1: pushl $0; jmp 1b"), "STACK_OVERFLOW"),
    inHandler("handler-at-fault", "*(volatile int *)0 = 0;", "MEMORY_VIOLATION"),
    inHandler("handler-in-the-kernel", "*(volatile int *)0xc0100000 = 0;", "MEMORY_VIOLATION"),
    letGo("fault-again-and-again", "*(volatile int *)0 = 0;", "MEMORY_VIOLATION", "MEMORY_VIOLATION"),
    { ...letGo("let-go-from-virtual-8086", VIRTUAL_8086, "MEMORY_VIOLATION", "PRIVILEGED_INSTRUCTION"), notOnV86 },
    one("uncounted-virtual-8086", VIRTUAL_8086, "MEMORY_VIOLATION", {
      errorBefore: "PRIVILEGED_INSTRUCTION",
      has: { health: { privilegedInstruction: { action: "stop", after: 3 } } },
      notOnV86,
    }),
    handled("handler-stops-it", "bulkhead_process_stop(status.process);", ""),
    handled(
      "handler-starts-it-anew",
      "bulkhead_process_stop(status.process); bulkhead_process_start(status.process, 0);",
      "if (runs == 2) survive();",
    ),
    handled(
      "handler-suspends-it-and-more",
      `bulkhead_process_suspend(status.process); bulkhead_process_set_priority(status.process, 200);
       bulkhead_process_resume(status.process); bulkhead_process_suspend(status.process);`,
      "",
    ),
    {
      ...handled(
        "handler-that-may-not-wait",
        `struct bulkhead_name name = named(1);
         bool refused = bulkhead_timed_wait(1) == BULKHEAD_STATUS_WRONG_MODE && bulkhead_periodic_wait() == BULKHEAD_STATUS_WRONG_MODE &&
           bulkhead_process_suspend_self(FOR_EVER) == BULKHEAD_STATUS_WRONG_MODE && bulkhead_event_wait(1, FOR_EVER) == BULKHEAD_STATUS_WRONG_MODE &&
           bulkhead_mutex_acquire(1, 0) == BULKHEAD_STATUS_WRONG_MODE && bulkhead_window_yield() == BULKHEAD_STATUS_WRONG_MODE &&
           bulkhead_sleep_until(FOR_EVER) == BULKHEAD_STATUS_WRONG_MODE && bulkhead_event_create(&name, 0) == BULKHEAD_STATUS_WRONG_MODE;
         for (uint32_t i = 0; i < LENGTH(nobody); i++)
           refused = refused && bulkhead_process_stop(nobody[i]) == BULKHEAD_STATUS_BAD_ARGUMENT &&
             bulkhead_process_start(nobody[i], 0) == BULKHEAD_STATUS_BAD_ARGUMENT && bulkhead_process_suspend(nobody[i]) == BULKHEAD_STATUS_BAD_ARGUMENT &&
             bulkhead_process_resume(nobody[i]) == BULKHEAD_STATUS_BAD_ARGUMENT && bulkhead_process_set_priority(nobody[i], 1) == BULKHEAD_STATUS_BAD_ARGUMENT &&
             bulkhead_mutex_reset(1, nobody[i]) == BULKHEAD_STATUS_BAD_ARGUMENT;
         bulkhead_process_stop(refused ? status.process : 2);`,
        "",
      ),
      body: `
        struct bulkhead_name name = named(2);
        bulkhead_event_create(&name, 0);
        bulkhead_mutex_create(&name, 100, BULKHEAD_DISCIPLINE_FIFO, 0);
        error_handler(handler); process(work, 0, 10); process(other, 0, 5); begin();`,
    },
    one("stack-of-another", "bulkhead_event_wait(1, FOR_EVER);", "MEMORY_VIOLATION", {
      before: `
        PROCESS(wait) { bulkhead_event_wait(1, FOR_EVER); for (;;) {} }
        PROCESS(work) {
          const struct bulkhead_info_page *info = bulkhead_info();
          uint32_t top = info->process_stack_address + (2 << info->process_stack_shift);
          memset((void *)(top - STACK_BYTES), 0x41, STACK_BYTES);
          bulkhead_event_set(1);
          for (;;) {}
        }`,
      body: `struct bulkhead_name name = named(1); bulkhead_event_create(&name, 0);
             process(wait, 0, 20); process(work, 0, 10); begin();`,
    }),
  ],
});
