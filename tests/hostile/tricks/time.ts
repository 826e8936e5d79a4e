/** Taking more than one's share: of the processor, of the console, of the kernel's attention. */
import type { Theme, Trick } from "../trick.js";

const endless = (name: string, body: string, more: Partial<Trick> = {}): Trick => ({
  name,
  body,
  endless: true,
  ...more,
});

const ATTACH_TIMER = `
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();`;

export const time: Theme = {
  name: "time",
  tricks: [
    endless("loop-masked", "bulkhead_mask(); for (;;) {}"),
    endless("loop-in-assembly", `__asm__ volatile("1: jmp 1b");`),
    endless("flood-of-calls", "for (;;) bulkhead_core_null();"),
    endless("flood-of-hypercalls", "for (;;) bulkhead_hypercall_null();"),
    endless("flood-of-unknown-calls", `for (;;) __asm__ volatile("int $0x80" : : "a"(-1) : "edx", "memory");`),
    endless("flood-of-console", `for (;;) bulkhead_console_put("flood flood flood flood\\n", 24);`),
    endless(
      "flood-of-long-lines",
      `static char line[256]; memset(line, 'x', 255); line[255] = '\\n';
       for (;;) bulkhead_console_put(line, sizeof line);`,
    ),
    endless(
      "flood-of-newlines",
      `static char lines[256]; memset(lines, '\\n', sizeof lines);
       for (;;) bulkhead_console_put(lines, sizeof lines);`,
    ),
    endless("flood-of-open-lines", `for (;;) bulkhead_console_put("flood", 5);`),
    endless("flood-of-trace", "for (;;) bulkhead_trace_event(1, 2, 3);"),
    endless("flood-of-health-reports", "for (;;) bulkhead_health_report(1);", { error: "APPLICATION_ERROR" }),
    endless("flood-of-yields", "for (;;) bulkhead_window_yield();"),
    endless("flood-of-restarts", "bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0);"),
    endless("flood-of-timers", `${ATTACH_TIMER} bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS); for (;;) {}`),
    endless("flood-of-past-timers", `${ATTACH_TIMER} for (;;) bulkhead_timer_set(0, 0);`),
    endless(
      "handler-without-end",
      `bulkhead_interrupts_attach(); bulkhead_enable(BULKHEAD_LINE_TIMER); bulkhead_timer_set(0, 100000);
       bulkhead_unmask(); for (;;) {}`,
      { before: "void bulkhead_interrupt(uint32_t line) { (void)line; for (;;) {} }" },
    ),
  ],
};
