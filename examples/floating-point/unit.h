// The floating-point unit: all of its registers, and two computations that notice any change of them.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// The image of FXSAVE and FXRSTOR (Intel SDM vol. 1, table 10-2).
struct unit {
  uint16_t control, status;
  uint8_t tags, reserved;
  uint16_t opcode;
  uint32_t instruction, instruction_selector, data, data_selector;
  uint32_t sse_control, sse_control_mask;
  uint8_t x87[8][16]; // 10 bytes each
  uint8_t xmm[8][16];
  uint8_t rest[224];
} __attribute__((aligned(16)));

_Static_assert(sizeof(struct unit) == 512, "the processor has 512 bytes");

static inline void unit_save(struct unit *unit) { __asm__ volatile("fxsave %0" : "=m"(*unit)); }
static inline void unit_load(const struct unit *unit) { __asm__ volatile("fxrstor %0" : : "m"(*unit)); }

enum rounding { NEAREST, DOWN, UP };

// Sets the rounding of the x87 unit.
void unit_round(enum rounding rounding);

// Fills every register, both control words included, with values that follow from the seed.
void unit_fill(uint32_t seed, enum rounding rounding);

// Whether they all are as unit_fill with that seed left them.
bool unit_holds(uint32_t seed, enum rounding rounding);

// 1/1 + 1/2 + ... + 1/n in the x87 unit, kept in a register all the time.
double harmonic(uint32_t n);

// Four values through the logistic map, step after step, in an XMM register all the time: a change of the last bit is
// everywhere soon. unit-registers.S
void logistic(float values[4], uint32_t steps);

// Bits, for a text that is compared.
uint64_t bits_of(double value);
uint32_t bits_of_single(float value);
