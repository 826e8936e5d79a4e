/*
 * What each thread of the program has of its own besides its stacks: the first thread, and with processes.h each process
 * and the error handler. A pointer to it is the first argument of all that the program imports.
 */
#pragma once

#define DOOR static inline __attribute__((always_inline, unused))

/* For what a call of the kernel reads or writes: scratch() of partition/ts/door.ts, SCRATCH_BYTES of partition/ts/call.ts. */
enum { SCRATCH_WORDS = 80, NUMBER_TEXT_BYTES = 64 };

struct w2c_door {
  /* The two ends of its shadow stack; the first thread's are the compiler's to know. */
  u32 shadow_start;
  u32 shadow_end;
  /* Its identifier; 0: the first thread. */
  u32 process;
  /* A process's priority when it starts, and its own now: without a mutex's ceiling, and without the heap's. */
  u32 base_priority;
  u32 priority;
  /* How often it entered the heap and did not leave. */
  u32 heap_depth;
  /* It has begun, and has not come to its end. */
  bool running;
  /* It is inside a call of the kernel: all references that it holds are on its shadow stack. */
  volatile bool in_call;
  /* It holds a preemption lock for the heap's sake. */
  bool locked;
  /* It has the highest priority for the heap's sake. */
  bool raised;
  /* The error handler waits to be told that it is out of the heap. */
  volatile bool tell_when_out;
  /* Where its digits of floats are put together. */
  char number_text[NUMBER_TEXT_BYTES];
  u32 scratch[SCRATCH_WORDS] __attribute__((aligned(8)));
};

static struct w2c_door first_thread = {.running = true};

/* What a thread is inside is no place to keep things from the compiler. */
#define ORDERED __asm__ volatile("" : : : "memory")
