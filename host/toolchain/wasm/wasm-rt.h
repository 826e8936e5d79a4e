/*
 * What wasm2c's output expects of a WebAssembly runtime, for a module whose linear memory is the address space: a
 * WebAssembly address is an address, there is no base to add, and bounds are the page tables' business. Kernel and
 * TypeScript partitions share this file; a partition's memory grows, the kernel's cannot (`wasm_rt_grow_memory`).
 */
#ifndef WASM_RT_H
#define WASM_RT_H

/* An export only stands for another function: taken in everywhere, so that this other keeps a single caller. */
#define EXPORTED __attribute__((always_inline)) inline

#include <stdbool.h>
#include <stdint.h>

/* For debuggers and reports of faults, what is inlined from a header counts as the line that uses it. */
#if __has_attribute(nodebug)
#define inline inline __attribute__((nodebug))
#endif

#define WASM_RT_CORE_TYPES_DEFINED
typedef uint8_t u8;
typedef int8_t s8;
typedef uint16_t u16;
typedef int16_t s16;
typedef uint32_t u32;
typedef int32_t s32;
typedef uint64_t u64;
typedef int64_t s64;
typedef float f32;
typedef double f64;

#define WASM_RT_MEMCHECK_GUARD_PAGES 1
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define wasm_rt_memcpy __builtin_memcpy

typedef enum { WASM_RT_I32, WASM_RT_I64, WASM_RT_F32, WASM_RT_F64 } wasm_rt_type_t;

typedef enum {
  WASM_RT_TRAP_OOB,
  WASM_RT_TRAP_INT_OVERFLOW,
  WASM_RT_TRAP_DIV_BY_ZERO,
  WASM_RT_TRAP_INVALID_CONVERSION,
  WASM_RT_TRAP_UNREACHABLE,
  WASM_RT_TRAP_CALL_INDIRECT,
} wasm_rt_trap_t;

/* A trap is an illegal instruction, but for an impossible division, which is a divide error as in C. */
static inline _Noreturn void wasm_rt_trap(wasm_rt_trap_t trap) {
  if (trap == WASM_RT_TRAP_DIV_BY_ZERO || trap == WASM_RT_TRAP_INT_OVERFLOW)
    __asm__ volatile("xorl %%ecx, %%ecx\n\tdivl %%ecx" : : : "eax", "ecx", "edx", "cc", "memory");
  __builtin_trap();
}

typedef struct {
  u32 pages;
} wasm_rt_memory_t;

static inline bool wasm_rt_is_initialized(void) { return true; }
#define wasm_rt_allocate_memory(memory, initial, limit, is64, page_size) ((memory)->pages = (initial))
#define wasm_rt_free_memory(memory) ((void)(memory))

typedef const char* wasm_rt_func_type_t;
typedef void (*wasm_rt_function_ptr_t)(void);
typedef struct wasm_rt_tailcallee_t {
  void (*fn)(void** instance, void* stack, struct wasm_rt_tailcallee_t* next);
} wasm_rt_tailcallee_t;

typedef struct {
  wasm_rt_func_type_t func_type;
  wasm_rt_function_ptr_t func;
  wasm_rt_tailcallee_t func_tailcallee;
  void* module_instance;
} wasm_rt_funcref_t;
static const wasm_rt_funcref_t wasm_rt_funcref_null_value;

typedef void* wasm_rt_externref_t;
static const wasm_rt_externref_t wasm_rt_externref_null_value;

typedef struct {
  wasm_rt_funcref_t* data;
  u32 size;
} wasm_rt_funcref_table_t;

typedef struct {
  wasm_rt_externref_t* data;
  u32 size;
} wasm_rt_externref_table_t;

/* Every table of a module is of a size known when it is compiled: AssemblyScript exports none and grows none. */
#define wasm_rt_allocate_funcref_table(table, initial, limit) \
  do {                                                        \
    static wasm_rt_funcref_t elements[initial];               \
    (table)->data = elements;                                 \
    (table)->size = (initial);                                \
  } while (0)
#define wasm_rt_free_funcref_table(table) ((void)(table))

#endif
