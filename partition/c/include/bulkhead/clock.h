// The clock: nanoseconds since boot, the kernel's own, computed here without entering the kernel.
#pragma once

#include <stdint.h>

#include <bulkhead/info.h>

static inline uint64_t bulkhead_tsc(void) {
  uint32_t low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  return (uint64_t)high << 32 | low;
}

// (ticks * multiplier) >> shift with a product of 96 bits:
//
//   95           32 31          0
//  +---------------+-------------+
//  |     upper     |  low 32 bits |     upper cannot overflow: (2^32-1)*(2^32-1) + (2^32-1) < 2^64
//  +---------------+-------------+
static inline uint64_t bulkhead_scale_ticks(uint64_t ticks, uint32_t multiplier, uint32_t shift) {
  uint64_t low = (uint64_t)(uint32_t)ticks * multiplier;
  uint64_t upper = (ticks >> 32) * multiplier + (low >> 32);
  if (shift >= 32) return upper >> (shift - 32);
  return upper << (32 - shift) | (uint32_t)low >> shift;
}

// Nanoseconds since boot; monotonic, equal to what bulkhead_time_get reads.
static inline uint64_t bulkhead_now_ns(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  uint64_t ticks = bulkhead_tsc() - info->clock_origin_tsc;
  return info->clock_origin_ns + bulkhead_scale_ticks(ticks, info->clock_multiplier, info->clock_shift);
}
