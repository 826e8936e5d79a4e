/*
 * The threads of a program that makes processes. Each has an instance of the module: its copy of the variables that belong
 * to the compiler and its library (shadow-stack pointer, digits of floats, halves of a sine), while the program's own
 * variables are one (host/toolchain/processes.ts). The heap is one, and taken by one thread at a time.
 *
 *   memory of a thread:  | shadow stack, grows down | struct w2c_door | its instance |
 */
#pragma once

/* What host/toolchain/processes.ts writes of the program. */
typedef struct w2c_program w2c_program;
static u32 instance_bytes(void);
static w2c_program* first_instance(void);
static u32* shadow_pointer_of(w2c_program* instance);
static wasm_rt_function_ptr_t function_of(u32 index);
/* A copy of the first instance, but for the variables of its own, which are 0. */
static void instance_begin(w2c_program* instance, struct w2c_door* door);

/* By process; the last is the error handler. The first thread is not among them. */
enum { ERROR_HANDLER_SLOT = BULKHEAD_MAX_PROCESSES + 1, SLOTS };
static struct w2c_door* doors[SLOTS];
static u32 last_process;

/* A process has run: from here on the program has more than one thread. */
static bool processes_run;
/* Who is inside the heap. */
static struct w2c_door* volatile heap_user;

#define IN_KERNEL(door, ...) \
  do {                       \
    (door)->in_call = true;  \
    ORDERED;                 \
    __VA_ARGS__;             \
    ORDERED;                 \
    (door)->in_call = false; \
  } while (0)

static struct w2c_door* door_of(u32 process) {
  if (process == 0) return &first_thread;
  u32 slot = process == BULKHEAD_ERROR_HANDLER ? ERROR_HANDLER_SLOT : process;
  return slot < SLOTS ? doors[slot] : 0;
}

static w2c_program* instance_of(struct w2c_door* door) { return (w2c_program*)(door + 1); }

/* The lowest word in use of a shadow stack; the first thread's end is the compiler's to know. */
static u32* shadow_pointer_in(struct w2c_door* door) {
  return shadow_pointer_of(door->process == 0 ? first_instance() : instance_of(door));
}

/* An exception of a process ends that process, where health monitoring lets it; inside the heap it ends the partition. */
IN_CALLER void thread_end(struct w2c_door* door) {
  if (processes_run && heap_user != door) bulkhead_process_stop_self();
}

/* Who was inside is stopped, and nothing in the heap can be relied upon. */
static __attribute__((noinline)) void heap_is_broken(void) {
  environment_say("abort: a process was stopped while it changed the heap\n");
  bulkhead_health_report(BULKHEAD_ERROR_MEMORY_VIOLATION);
  environment_stop();
}

DOOR u32 w2c_door_inErrorHandler(struct w2c_door* door) { return door->process == BULKHEAD_ERROR_HANDLER; }

/*
 * Somebody is inside although there is the preemption lock: a process that owns a mutex, which under another policy than
 * that of priorities may be interrupted there, or one that was stopped. Returns when it is out.
 */
static __attribute__((noinline)) void heap_await(struct w2c_door* door) {
  while (heap_user != 0) {
    struct bulkhead_process_status status;
    bulkhead_process_status(heap_user->process, &status);
    if (status.state == BULKHEAD_PROCESS_STATE_DORMANT) heap_is_broken();
    if (door->locked) bulkhead_preemption_unlock(0);
    u32 waited = bulkhead_timed_wait(10000);
    if (door->locked) bulkhead_preemption_lock(0);
    if (waited == BULKHEAD_STATUS_OK) continue;
    environment_say("abort: a process that owns a mutex was interrupted inside the heap by another one\n");
    bulkhead_health_report(BULKHEAD_ERROR_APPLICATION_ERROR);
    environment_stop();
  }
}

static __attribute__((noinline)) void heap_enter(struct w2c_door* door) {
  /* Who holds as many locks as there may be is refused another, and needs none. Who owns a mutex may have none. */
  u32 status = bulkhead_preemption_lock(0);
  door->locked = status == BULKHEAD_STATUS_OK;
  door->raised = status == BULKHEAD_STATUS_WRONG_MODE;
  if (door->raised) bulkhead_process_set_priority(door->process, BULKHEAD_PRIORITY_MAX);
  if (heap_user != 0) heap_await(door);
  heap_user = door;
}

DOOR u32 w2c_door_enterHeap(struct w2c_door* door) {
  if (door->process == BULKHEAD_ERROR_HANDLER) return 0;
  if (door->heap_depth++ == 0 && processes_run) heap_enter(door);
  return 1;
}

/* What the error handler's run is raised with that stops who has come out; its log tells, the handler does not see it. */
static const char OUT_OF_THE_HEAP[] = "out of the heap";

static __attribute__((noinline)) void heap_leave(struct w2c_door* door) {
  heap_user = 0;
  ORDERED;
  if (door->tell_when_out) {
    door->tell_when_out = false;
    bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, OUT_OF_THE_HEAP, sizeof(OUT_OF_THE_HEAP) - 1);
  }
  if (door->raised) bulkhead_process_set_priority(door->process, door->priority);
  if (door->locked) bulkhead_preemption_unlock(0);
}

DOOR void w2c_door_leaveHeap(struct w2c_door* door) {
  if (--door->heap_depth == 0 && processes_run) heap_leave(door);
}

DOOR void w2c_door_abandonHeap(struct w2c_door* door) {
  door->heap_depth = 0;
  if (processes_run) heap_leave(door);
}

/* A process that was stopped half way holds nothing: health monitoring may have stopped it without a word to us. */
static bool stands_still(struct w2c_door* door) {
  if (!door->running || door->in_call) return true;
  struct bulkhead_process_status status;
  if (door->process == 0 || bulkhead_process_status(door->process, &status) != BULKHEAD_STATUS_OK) return false;
  if (status.state != BULKHEAD_PROCESS_STATE_DORMANT) return false;
  door->running = false;
  *shadow_pointer_in(door) = door->shadow_end;
  return true;
}

ENVIRONMENT u32 w2c_door_mayCollect(struct w2c_door* door) {
  if (!processes_run) return 1;
  for (u32 process = 0; process <= last_process; process++) {
    struct w2c_door* other = door_of(process);
    if (other && other != door && !stands_still(other)) return 0;
  }
  return 1;
}

ENVIRONMENT u32 w2c_door_awaitOthers(struct w2c_door* door) {
  u32 depth = door->heap_depth;
  u32 status = BULKHEAD_STATUS_WRONG_MODE;
  heap_leave(door);
  IN_KERNEL(door, status = bulkhead_timed_wait(1000000));
  door->heap_depth = 0;
  w2c_door_enterHeap(door);
  door->heap_depth = depth;
  return status == BULKHEAD_STATUS_OK;
}

/* The error handler's is empty whenever somebody collects. */
DOOR u32 w2c_door_shadowStacks(struct w2c_door* door) { return last_process + 1; }

DOOR u32 w2c_door_shadowStackPointer(struct w2c_door* door, u32 stack) {
  struct w2c_door* each = door_of(stack);
  return each ? *shadow_pointer_in(each) : 0xffffffff;
}

DOOR u32 w2c_door_shadowStackEnd(struct w2c_door* door, u32 stack) {
  struct w2c_door* each = door_of(stack);
  return each ? each->shadow_end : 0;
}

DOOR u32 w2c_door_tellWhenOut(struct w2c_door* door, u32 process) {
  struct w2c_door* other = door_of(process);
  if (other == 0 || heap_user != other) return 0;
  other->tell_when_out = true;
  return 1;
}

ENVIRONMENT void w2c_door_notePriority(struct w2c_door* door, u32 process, u32 priority) {
  struct w2c_door* other = door_of(process);
  if (other) other->priority = priority;
}

extern const char partition_process[], partition_error_handler[];

DOOR u32 w2c_door_processEntry(struct w2c_door* door) { return (u32)partition_process; }
DOOR u32 w2c_door_errorHandlerEntry(struct w2c_door* door) { return (u32)partition_error_handler; }
DOOR u32 w2c_door_never(struct w2c_door* door) { return 0; }
DOOR u32 w2c_door_threadBytes(struct w2c_door* door) { return sizeof(struct w2c_door) + instance_bytes() + 15; }

ENVIRONMENT void w2c_door_addThread(struct w2c_door* caller, u32 process, u32 memory, u32 size, u32 priority) {
  struct w2c_door* door = (struct w2c_door*)((memory + size - sizeof(struct w2c_door) - instance_bytes()) & ~15u);
  *door = (struct w2c_door){.shadow_start = memory, .shadow_end = (u32)door, .process = process, .base_priority = priority};
  *shadow_pointer_in(door) = door->shadow_end;
  if (process == BULKHEAD_ERROR_HANDLER) {
    doors[ERROR_HANDLER_SLOT] = door;
  } else {
    doors[process] = door;
    if (process > last_process) last_process = process;
  }
}

/* Ends like a machine stack that is full: below a process's stack nothing is mapped. */
static __attribute__((noinline)) void shadow_stack_overflow(void) {
  const struct bulkhead_info_page* info = bulkhead_info();
  u32 offset = (u32)__builtin_frame_address(0) - info->process_stack_address;
  u32 top = ((offset >> info->process_stack_shift) + 1) << info->process_stack_shift;
  *(volatile u8*)(info->process_stack_address + top - info->process_stack_size_bytes - 1) = 0;
  __builtin_trap();
}

/* Each store to a shadow-stack pointer comes by here. The first thread's is checked in the program itself. */
static inline u32 checked_shadow_pointer(w2c_program* instance, u32 value) {
  if (instance != first_instance() && value < ((struct w2c_door*)instance - 1)->shadow_start) shadow_stack_overflow();
  return value;
}

enum { AT_EACH_RELEASE = 1 };

/* Entered by process.S, on the thread's own stack, each time that it starts. */
void partition_run(u32 process, u32 argument) __attribute__((noreturn));
void partition_run(u32 process, u32 argument) {
  struct w2c_door* door = door_of(process);
  if (heap_user == door) heap_is_broken();
  w2c_program* instance = instance_of(door);
  instance_begin(instance, door);
  *shadow_pointer_of(instance) = door->shadow_end;
  door->priority = door->base_priority;
  door->heap_depth = 0;
  door->in_call = false;
  door->tell_when_out = false;
  door->running = true;
  processes_run = true;
  void (*function)(void*) = (void (*)(void*))function_of(argument >> 1);
  u32 status = BULKHEAD_STATUS_OK;
  while (status == BULKHEAD_STATUS_OK) {
    function(instance);
    status = BULKHEAD_STATUS_WRONG_MODE;
    if (argument & AT_EACH_RELEASE) IN_KERNEL(door, status = bulkhead_periodic_wait());
  }
  door->running = false;
  for (;;) bulkhead_process_stop_self();
}
