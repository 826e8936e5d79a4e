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

/** Memory of the calling thread's own, SCRATCH_BYTES, for what a call of the kernel reads or writes. */
export declare function scratch(): usize;

/** Lets the calling thread alone into the heap, again and again; false in the error handler, which may not enter. */
export declare function enterHeap(): bool;
/** Undoes one `enterHeap`. */
export declare function leaveHeap(): void;
/** Undoes all of them: the heap is whole, and its user will not come back. */
export declare function abandonHeap(): void;
/** Whether every other thread stands where the collector may move: inside a call of the kernel, or at its end. */
export declare function mayCollect(): bool;
/** Leaves the heap to others for a millisecond; false where the caller can't wait. */
export declare function awaitOthers(): bool;
/** Number of shadow stacks: where threads keep the references that they hold. */
export declare function shadowStacks(): u32;
/** The lowest word in use of a shadow stack. */
export declare function shadowStackPointer(stack: u32): usize;
/** Its end; 0: the compiler's own stack, which ends at the heap. */
export declare function shadowStackEnd(stack: u32): usize;
/** Whether the caller is the error handler. */
export declare function inErrorHandler(): bool;

/** Where processes begin: with the index of a function, twice, plus 1 for one to be called at each release. */
export declare function processEntry(): u32;
/** Where the error handler begins, likewise. */
export declare function errorHandlerEntry(): u32;
/** Bytes of what a thread needs besides its shadow stack. */
export declare function threadBytes(): u32;
/** Gives a process, or ERROR_HANDLER, the memory for its shadow stack and the rest; before it starts. */
export declare function addThread(process: u32, memory: usize, sizeBytes: usize, priority: u32): void;
/** A process has another priority from now on. */
export declare function notePriority(process: u32, priority: u32): void;
/** False, which the compiler does not know. */
export declare function never(): bool;
/** Whether a process is inside the heap: then it will tell the error handler when it comes out. */
export declare function tellWhenOut(process: u32): bool;
