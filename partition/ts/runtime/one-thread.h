/* The threads of a program that makes no processes: one, which has the heap for itself. */
#pragma once

/* The lowest word in use of the shadow stack (host/toolchain/processes.ts). */
static u32 shadow_pointer(void);

#define IN_KERNEL(door, ...) \
  do {                       \
    (void)(door);            \
    __VA_ARGS__;             \
  } while (0)

/* Whether an exception ends something smaller than the partition. */
IN_CALLER void thread_end(struct w2c_door* door) { (void)door; }

DOOR u32 w2c_door_enterHeap(struct w2c_door* door) { return 1; }
DOOR void w2c_door_leaveHeap(struct w2c_door* door) {}
DOOR void w2c_door_abandonHeap(struct w2c_door* door) {}
DOOR u32 w2c_door_mayCollect(struct w2c_door* door) { return 1; }
DOOR u32 w2c_door_awaitOthers(struct w2c_door* door) { return 0; }
DOOR u32 w2c_door_shadowStacks(struct w2c_door* door) { return 1; }
DOOR u32 w2c_door_shadowStackPointer(struct w2c_door* door, u32 stack) { return shadow_pointer(); }
DOOR u32 w2c_door_shadowStackEnd(struct w2c_door* door, u32 stack) { return 0; }
DOOR u32 w2c_door_inErrorHandler(struct w2c_door* door) { return 0; }
DOOR u32 w2c_door_tellWhenOut(struct w2c_door* door, u32 process) { return 0; }
DOOR void w2c_door_notePriority(struct w2c_door* door, u32 process, u32 priority) {}
