/** What TypeScript cannot say itself: imports that `runtime/door.h` implements in C. For this library alone. */

/** A call of the kernel with all its arguments. Low half: a STATUS; high half: the call's value. */
export declare function call(number: u32, a: u32, b: u32, c: u32, d: u32, e: u32): u64;
/** A hypercall, likewise: the plain board has none, and a program for it may not import this. */
export declare function hypercall(number: u32, a: u32, b: u32, c: u32, d: u32, e: u32): u64;
/** The time-stamp counter. */
export declare function readTimestamp(): u64;
/** Clears a bit of a word in one instruction. */
export declare function clearBit(address: usize, bit: u32): void;
/** Reads a word that the kernel or a handler may have changed. */
export declare function loadShared(address: usize): u32;
/** Writes a word that the kernel or a handler reads. */
export declare function storeShared(address: usize, value: u32): void;
/** Enters the handler for what is pending; the virtual interrupt flag is set. */
export declare function deliverPending(): void;
