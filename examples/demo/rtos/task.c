// The table of tasks, and who runs.
#include "task.h"

#include <bulkhead/bulkhead.h>

struct task {
  uint32_t *stack_pointer;
  void (*body)(void);
  uint32_t stack[TASK_STACK_WORDS];
};

static struct task tasks[TASK_LIMIT];
// Bit n: task n is ready. The lowest bit runs.
static uint32_t ready;
static uint32_t current;
static uint32_t preemptions;

// switch.S: saves the caller's registers on its stack, that stack's pointer at `from`, and goes on with the stack `to`.
void task_switch(uint32_t **from, uint32_t *to);

// A new task comes out of task_switch here, interrupts masked as in all of the scheduler.
static void task_begin(void) {
  bulkhead_unmask();
  tasks[current].body();
  bulkhead_mask();
  task_block(current);
  tasks_schedule();
}

//  stack_pointer -> EDI, ESI, EBX, EBP (task_switch pops them), task_begin as the return address, 0
void task_create(uint32_t priority, void (*body)(void)) {
  struct task *task = &tasks[priority];
  uint32_t *top = task->stack + TASK_STACK_WORDS;
  *--top = 0;
  *--top = (uint32_t)task_begin;
  task->stack_pointer = top - 4;
  task->body = body;

  uint32_t before = bulkhead_mask();
  task_ready(priority);
  bulkhead_restore(before);
}

_Noreturn void tasks_start(void) {
  uint32_t *start_stack;
  bulkhead_mask();
  current = (uint32_t)__builtin_ctz(ready);
  task_switch(&start_stack, tasks[current].stack_pointer);
  __builtin_unreachable();
}

uint32_t task_current(void) { return current; }
void task_block(uint32_t priority) { ready &= ~(1u << priority); }
void task_ready(uint32_t priority) { ready |= 1u << priority; }

void tasks_schedule(void) {
  uint32_t next = (uint32_t)__builtin_ctz(ready);
  if (next == current) return;
  struct task *from = &tasks[current];
  current = next;
  task_switch(&from->stack_pointer, tasks[next].stack_pointer);
}

void tasks_schedule_from_interrupt(void) {
  bool idle = current == TASK_LIMIT - 1;
  if (!idle && (uint32_t)__builtin_ctz(ready) < current) preemptions++;
  tasks_schedule();
}

uint32_t tasks_preemptions(void) { return preemptions; }
