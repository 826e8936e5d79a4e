// Processes that compute for as long as a test says: it writes `plan` into the program before the system is packed, so that
// one program serves all systems.
#include <stdint.h>

#include <apex.h>

struct planned {
  char name[32];
  // APEX's, in nanoseconds; -1: none.
  int64_t period, capacity;
  // Of a periodic process its start's; of an aperiodic one the pause after each time that it computed.
  int64_t delay;
  uint32_t priority, deadline;
  // Rounds of `compute`, two instructions each.
  uint32_t rounds, reserved;
};

struct plan {
  uint32_t count, reserved;
  struct planned processes[8];
};

// Volatile, and not in .bss: what the compiler sees here is not what is there.
volatile struct plan plan = {.count = 0, .reserved = 1};

static void compute(uint32_t rounds) {
  __asm__ volatile("1: decl %0\n jnz 1b" : "+r"(rounds)::"cc");
}

static void work(void) {
  PROCESS_ID_TYPE me;
  RETURN_CODE_TYPE code;
  GET_MY_ID(&me, &code);
  const volatile struct planned *mine = &plan.processes[me - 1];
  for (;;) {
    compute(mine->rounds);
    if (mine->period == INFINITE_TIME_VALUE)
      TIMED_WAIT(mine->delay, &code);
    else
      PERIODIC_WAIT(&code);
  }
}

int main(void) {
  RETURN_CODE_TYPE code;
  for (uint32_t i = 0; i < plan.count; i++) {
    const volatile struct planned *planned = &plan.processes[i];
    PROCESS_ATTRIBUTE_TYPE attributes = {
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)work,
        .PERIOD = planned->period,
        .TIME_CAPACITY = planned->capacity,
        .BASE_PRIORITY = (PRIORITY_TYPE)planned->priority,
        .STACK_SIZE = 4096,
        .DEADLINE = planned->deadline ? HARD : SOFT,
    };
    for (int c = 0; c < 32; c++) attributes.NAME[c] = planned->name[c];
    PROCESS_ID_TYPE process;
    CREATE_PROCESS(&attributes, &process, &code);
    if (code == NO_ERROR) {
      if (planned->period == INFINITE_TIME_VALUE)
        START(process, &code);
      else
        DELAYED_START(process, planned->delay, &code);
    }
    if (code != NO_ERROR) return code;
  }
  SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
