// The guest: a handler notes which lines were raised, and a loop does what they ask for. Of each alarm it makes a report,
// with the temperature; reports that find their queue full it keeps, and tries again when its next window begins.
#include <bulkhead/bulkhead.h>

enum { DEPTH = 2, REFRESH_NS = 30000000, KEPT_MAX = 8 };
enum command { PAUSE = 1, RESUME = 2 };

struct report {
  uint32_t alarm;
  int32_t temperature_tenths;
};

static uint32_t temperature_port, alarms_port, commands_port, reports_port;

// By line, a bit each; written by the handler, taken by the loop with interrupts masked.
static volatile uint32_t raised;

static struct report kept[KEPT_MAX];
static uint32_t kept_count;
static bool paused;

void bulkhead_interrupt(uint32_t line) {
  if (bulkhead_take(line) > 0) raised |= 1u << line;
}

// Keeps the report when there is no room: a guest can't wait in a call.
static void send_kept(void) {
  uint32_t sent = 0;
  while (sent < kept_count) {
    uint32_t status = bulkhead_queuing_send(reports_port, &kept[sent], sizeof kept[sent], 0);
    printf("report of alarm %u: %s\n", kept[sent].alarm, bulkhead_status_name(status));
    if (status != BULKHEAD_STATUS_OK) break;
    sent++;
  }
  for (uint32_t i = sent; i < kept_count; i++) kept[i - sent] = kept[i];
  kept_count -= sent;
}

static void report(uint32_t alarm) {
  struct report report = {.alarm = alarm};
  uint32_t received = 0;
  bulkhead_sampling_read(temperature_port, &report.temperature_tenths, &received);
  printf("alarm %u, at %d.%d degrees, which is %s\n", alarm, report.temperature_tenths / 10, report.temperature_tenths % 10,
         received & BULKHEAD_RECEIVED_VALID ? "valid" : "too old");
  if (kept_count < KEPT_MAX) kept[kept_count++] = report;
}

static void take_alarms(void) {
  uint32_t alarm;
  while (!paused && bulkhead_queuing_receive(alarms_port, &alarm, 0, NULL) == BULKHEAD_STATUS_OK) report(alarm);
}

static void take_commands(void) {
  uint32_t command;
  while (bulkhead_queuing_receive(commands_port, &command, 0, NULL) == BULKHEAD_STATUS_OK) {
    printf("told to %s\n", command == PAUSE ? "pause" : "resume");
    paused = command == PAUSE;
  }
}

// The kernel names each port once for all the messages that came to it meanwhile.
static void look_at_ports(void) {
  uint32_t port;
  while (bulkhead_port_next(&port) == BULKHEAD_STATUS_OK) {
    if (port == commands_port) take_commands();
    if (port == alarms_port || port == commands_port) take_alarms();
  }
}

static void tell_schedule(void) {
  struct bulkhead_schedule_status status;
  bulkhead_schedule_status(&status);
  printf("the schedule is number %u now\n", status.current);
}

// Masked between the look and the wait, so that nothing slips in between.
static uint32_t wait_for_lines(void) {
  bulkhead_mask();
  while (raised == 0) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  uint32_t lines = raised;
  raised = 0;
  bulkhead_unmask();
  return lines;
}

static bool has(uint32_t lines, uint32_t line) { return (lines & 1u << line) != 0; }

static void must(uint32_t status, const char *what) {
  if (status == BULKHEAD_STATUS_OK) return;
  printf("%s: %s\n", what, bulkhead_status_name(status));
  bulkhead_exit(1);
}

static uint32_t open_queuing(struct bulkhead_name name, uint32_t size, uint32_t direction) {
  uint32_t port = 0;
  must(bulkhead_queuing_create(&name, size, DEPTH, direction, BULKHEAD_DISCIPLINE_FIFO, &port), name.text);
  return port;
}

static uint32_t open_sampling_in(struct bulkhead_name name, uint32_t size, uint64_t refresh_ns) {
  uint32_t port = 0;
  must(bulkhead_sampling_create(&name, size, BULKHEAD_DIRECTION_DESTINATION, refresh_ns, &port), name.text);
  return port;
}

int main(void) {
  temperature_port = open_sampling_in((struct bulkhead_name){"TEMPERATURE"}, sizeof(int32_t), REFRESH_NS);
  alarms_port = open_queuing((struct bulkhead_name){"ALARMS"}, sizeof(uint32_t), BULKHEAD_DIRECTION_DESTINATION);
  commands_port = open_queuing((struct bulkhead_name){"COMMANDS"}, sizeof(uint32_t), BULKHEAD_DIRECTION_DESTINATION);
  reports_port = open_queuing((struct bulkhead_name){"REPORTS"}, sizeof(struct report), BULKHEAD_DIRECTION_SOURCE);

  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_WINDOW_START);
  bulkhead_enable(BULKHEAD_LINE_PORT_MESSAGE);
  bulkhead_enable(BULKHEAD_LINE_SCHEDULE_CHANGE);
  bulkhead_unmask();
  for (;;) {
    uint32_t lines = wait_for_lines();
    if (has(lines, BULKHEAD_LINE_SCHEDULE_CHANGE)) tell_schedule();
    if (has(lines, BULKHEAD_LINE_PORT_MESSAGE)) look_at_ports();
    send_kept();
  }
}
