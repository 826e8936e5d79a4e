// The well-behaved native partition beside the hostile ones: in each of its windows two processes, each with floating point
// of its own, check memory, registers and time, and one says so. Whatever the others do, it says the same.
#include <bulkhead/bulkhead.h>

enum { WORDS = 1024, WAIT_NS = 200000, LATE_NS = 50000, WINDOWS = 20, STACK_BYTES = 4096 };

static uint32_t memory[WORDS];
static uint32_t turn;
static bool helper_is_well = true;

static bool memory_is_whole(void) {
  for (uint32_t i = 0; i < WORDS; i++)
    if (memory[i] != i * 2654435761u) return false;
  return true;
}

// 1 + 1/2 + 1/4 + ... is 2 less the last term, exactly, at any step.
struct series {
  double sum, term;
};

static bool is_right(struct series *series) {
  series->term /= 2;
  series->sum += series->term;
  return series->sum == 2 - series->term;
}

// IF alone, of NT, IOPL, DF, IF, TF, AC and ID.
static bool flags_are_clean(void) {
  uint32_t flags;
  __asm__ volatile("pushfl; popl %0" : "=r"(flags));
  return (flags & 0x247700) == 0x0200;
}

static bool segments_are_flat(void) {
  uint32_t gs, fs;
  __asm__ volatile("movl %%gs, %0; movl %%fs, %1" : "=r"(gs), "=r"(fs));
  return (gs & 0xffff) == BULKHEAD_SELECTOR_USER_DATA && (fs & 0xffff) == BULKHEAD_SELECTOR_USER_DATA;
}

static void help(void) {
  struct series series = {0, 2};
  for (;;) {
    bulkhead_semaphore_wait(1, (uint64_t)-1);
    turn++;
    if (!is_right(&series) || !flags_are_clean() || !segments_are_flat()) helper_is_well = false;
  }
}

static bool waits_exactly(void) {
  uint64_t start_ns = bulkhead_now_ns();
  bulkhead_timed_wait(WAIT_NS);
  uint64_t waited_ns = bulkhead_now_ns() - start_ns;
  return waited_ns >= WAIT_NS && waited_ns < WAIT_NS + LATE_NS;
}

static void watch(void) {
  struct series series = {0, 2};
  for (uint32_t window = 1; window <= WINDOWS; window++) {
    bool in_time = waits_exactly();
    bulkhead_semaphore_signal(1);
    bulkhead_timed_wait(0);
    bool well = memory_is_whole() && is_right(&series) && flags_are_clean() && segments_are_flat() && helper_is_well;
    printf("window %u: %s\n", window, in_time && well && turn == window ? "all is well" : "SOMETHING IS WRONG");
    bulkhead_window_yield();
  }
  bulkhead_exit(0);
}

static void make(const char *name, void (*entry)(void), uint32_t priority) {
  struct bulkhead_process_attributes attributes = {0};
  memcpy(attributes.name, name, strlen(name));
  attributes.period_ns = attributes.capacity_ns = (uint64_t)-1;
  attributes.entry = (uint32_t)entry;
  attributes.stack_size_bytes = STACK_BYTES;
  attributes.base_priority = priority;
  uint32_t id;
  bulkhead_process_create(&attributes, &id);
  bulkhead_process_start(id, 0);
}

int main(void) {
  struct bulkhead_name turns = {"turns"};
  for (uint32_t i = 0; i < WORDS; i++) memory[i] = i * 2654435761u;
  bulkhead_semaphore_create(&turns, 0, 1, BULKHEAD_DISCIPLINE_FIFO, 0);
  make("watch", watch, 10);
  make("help", help, 20);
  return (int)bulkhead_partition_set_mode(BULKHEAD_MODE_NORMAL, 0);
}
