/*
 * A TypeScript partition as one translation unit: what its WebAssembly imports (door.h: calls into the kernel;
 * environment.h: console, clock; end.h: abort), its threads (BULKHEAD_THREADS: one-thread.h or processes.h), the program
 * as wasm2c translated it, and how it starts and ends.
 */
#include "wasm-rt.h"

#include <bulkhead/bulkhead.h>

/* Memory grows into the heap, which lies right behind the program (link.ld). */
static u32 wasm_rt_grow_memory(wasm_rt_memory_t* memory, u64 delta_pages);

#include "thread.h"

#include "environment.h"

#include BULKHEAD_THREADS

#include "end.h"

#include "door.h"

#include "module.h"

static w2c_program program_instance;

#include "module.c"

#include "entries.c"

static u32 wasm_rt_grow_memory(wasm_rt_memory_t* memory, u64 delta_pages) {
  const struct bulkhead_info_page* info = bulkhead_info();
  u64 limit = ((u64)info->heap_address + info->heap_size_bytes) >> 16;
  u32 before = memory->pages;
  if (before + delta_pages > limit) return (u32)-1;
  memory->pages = before + (u32)delta_pages;
  return before;
}

void partition_start(const struct bulkhead_info_page* info) __attribute__((noreturn));
void partition_start(const struct bulkhead_info_page* info) {
  if (info->abi_version != BULKHEAD_ABI_VERSION)
    environment_say("bulkhead: this program was built for another version of the kernel's ABI: build it again\n");
  else
    partition_main();
  environment_stop();
}
