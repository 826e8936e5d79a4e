// Tasks: fixed priorities, preemptive. A task's priority is its number: 0 is the most urgent, each is used once.
#pragma once

#include <stdint.h>

enum { TASK_LIMIT = 8, TASK_STACK_WORDS = 512 };

// Makes a task ready. Before tasks_start, or from a task.
void task_create(uint32_t priority, void (*body)(void));

// Runs the tasks; needs a task that is always ready at priority TASK_LIMIT - 1.
_Noreturn void tasks_start(void);

uint32_t task_current(void);

// The rest is for the kernel's own parts, interrupts masked.

// Takes a task off the processor, or gives it back; tasks_schedule makes it so.
void task_block(uint32_t priority);
void task_ready(uint32_t priority);

// Switches to the most urgent ready task; returns when the caller is that again.
void tasks_schedule(void);

// The same at the end of an interrupt: switching here is a preemption.
void tasks_schedule_from_interrupt(void);

// How often an interrupt took the processor from a task that had more to do.
uint32_t tasks_preemptions(void);
