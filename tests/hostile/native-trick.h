// What a hostile native partition is made of: processes by their functions, and the edge of its window.
#pragma once

#include <bulkhead/bulkhead.h>

#define FOR_EVER ((uint64_t)-1)
#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { PROCESSES = 128, STACK_BYTES = 4096, LONGEST = 8192 };

/** The function of a process, as the kernel enters it: EDX its argument, ECX its identifier. It must not return. */
#define PROCESS(name) \
  static __attribute__((regparm(3), unused)) void name(__attribute__((unused)) uint32_t zero, \
                                                       __attribute__((unused)) uint32_t argument, \
                                                       __attribute__((unused)) uint32_t self)
typedef __attribute__((regparm(3))) void process_function(uint32_t, uint32_t, uint32_t);

__attribute__((unused)) static struct bulkhead_name named(uint32_t number) {
  struct bulkhead_name name = {0};
  snprintf((char *)&name, sizeof name, "all names begin alike: %u", number);
  return name;
}

/** Makes a process and starts it; tells its identifier. */
__attribute__((unused)) static uint32_t timed_process(process_function *entry, uint32_t argument, uint32_t priority,
                                                      uint64_t period_ns, uint64_t capacity_ns) {
  static uint32_t made;
  struct bulkhead_process_attributes attributes = {0};
  snprintf(attributes.name, sizeof attributes.name, "process %u", made++);
  attributes.period_ns = period_ns;
  attributes.capacity_ns = capacity_ns;
  attributes.entry = (uint32_t)entry;
  attributes.argument = argument;
  attributes.stack_size_bytes = STACK_BYTES;
  attributes.base_priority = priority;
  uint32_t id = 0;
  if (bulkhead_process_create(&attributes, &id) != BULKHEAD_STATUS_OK) bulkhead_exit(99);
  if (bulkhead_process_start(id, 0) != BULKHEAD_STATUS_OK) bulkhead_exit(98);
  return id;
}

__attribute__((unused)) static uint32_t process(process_function *entry, uint32_t argument, uint32_t priority) {
  return timed_process(entry, argument, priority, FOR_EVER, FOR_EVER);
}

/** `count` of them, of rising priority. */
__attribute__((unused)) static void processes(process_function *entry, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) process(entry, i, 10 + i);
}

__attribute__((unused)) static void error_handler(process_function *entry) {
  if (bulkhead_error_handler_create((bulkhead_handler)entry, 0, STACK_BYTES) != BULKHEAD_STATUS_OK) bulkhead_exit(97);
}

/** Processes run; main's thread is no more. */
__attribute__((unused)) static void begin(void) { bulkhead_partition_set_mode(BULKHEAD_MODE_NORMAL, 0); }

__attribute__((unused)) static void survive(void) {
  printf("survived\n");
  bulkhead_exit(0);
}

/** When the next of the partition's windows ends. */
__attribute__((unused)) static uint64_t edge_ns(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  uint64_t end_ns = info->frame_origin_ns + info->windows[0].offset_ns + info->windows[0].duration_ns;
  while (end_ns <= bulkhead_now_ns() + 10000) end_ns += info->major_frame_ns;
  return end_ns;
}
