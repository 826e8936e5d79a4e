/** The processor's exceptions by vector (Intel SDM vol. 3A, table 6-1). */
const NAMES: Readonly<Record<number, string>> = {
  0: "divide error",
  1: "debug exception",
  2: "non-maskable interrupt",
  3: "breakpoint",
  4: "overflow",
  5: "bound range exceeded",
  6: "invalid opcode",
  7: "device not available",
  8: "double fault",
  9: "coprocessor segment overrun",
  10: "invalid TSS",
  11: "segment not present",
  12: "stack-segment fault",
  13: "general protection fault",
  14: "page fault",
  16: "x87 floating-point error",
  17: "alignment check",
  18: "machine check",
  19: "SIMD floating-point exception",
};

export const exceptionName = (vector: number): string => NAMES[vector] ?? `exception ${vector}`;
