/*
 * The imports that partition/ts/door.ts declares: what TypeScript cannot say. Each clobbers memory where the kernel,
 * or a handler, reads or writes it.
 */
#pragma once


/* A call with all its arguments; status in the low half, value in the high one. */
DOOR u64 w2c_door_call(struct w2c_door* door, u32 number, u32 a, u32 b, u32 c, u32 d, u32 e) {
  u32 status = number, value = c;
  IN_KERNEL(door, __asm__ volatile(BULKHEAD_CALL_INSTRUCTION
                                   : "+a"(status), "+d"(value)
                                   : "b"(a), "c"(b), "S"(d), "D"(e)
                                   : "memory", "cc"));
  return (u64)value << 32 | status;
}

DOOR u64 w2c_door_hypercall(struct w2c_door* door, u32 number, u32 a, u32 b, u32 c, u32 d, u32 e) {
  return w2c_door_call(door, number, a, b, c, d, e);
}

DOOR u64 w2c_door_readTimestamp(struct w2c_door* door) { return bulkhead_tsc(); }

/* Clears a bit that others set meanwhile, in one instruction. */
DOOR void w2c_door_clearBit(struct w2c_door* door, u32 address, u32 bit) {
  __asm__ volatile("btrl %1, %0" : "+m"(*(volatile u32*)address) : "Ir"(bit) : "cc", "memory");
}

/* A word that the kernel or a handler may have changed since it was last read. */
DOOR u32 w2c_door_loadShared(struct w2c_door* door, u32 address) {
  __asm__ volatile("" : : : "memory");
  return *(volatile u32*)address;
}

/* A word that the kernel or a handler reads: what was stored before is there too. */
DOOR void w2c_door_storeShared(struct w2c_door* door, u32 address, u32 value) {
  __asm__ volatile("" : : : "memory");
  *(volatile u32*)address = value;
  __asm__ volatile("" : : : "memory");
}

extern void partition_deliver(void);

/* Enters the handler for what is pending and enabled; the flag is set. */
DOOR void w2c_door_deliverPending(struct w2c_door* door) { partition_deliver(); }

DOOR u32 w2c_door_scratch(struct w2c_door* door) { return (u32)door->scratch; }
