/*
 * The kernel as one translation unit: the door to the processor first, so that every import is inlined; then the
 * TypeScript, as wasm2c translated it; then a C function `kernel_<export>` for each export of main.ts, which assembly
 * calls with its arguments on the stack. `kernel_boot` comes first: it fills globals and static data.
 */
#include "wasm-rt.h"

#include "x86/cpu-door.h"

#include "module.c"

static w2c_kernel kernel_instance;

/*
 * A function that decides what to resume ends in the way out (x86/gates.S) and never returns. The compiler is not told,
 * since it takes what leads to no return for a cold path and inlines nothing there.
 */
#define LEAVING

__attribute__((always_inline)) static inline void leave(u32 answer) {
  __asm__ volatile("jmp kernel_leave" : : "a"(answer) : "memory");
}

#include "entries.c"
