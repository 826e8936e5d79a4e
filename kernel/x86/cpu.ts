/**
 * The only door to the processor: every import of the kernel's WebAssembly is declared here and nowhere else.
 * `cpu-door.h` implements each as inline assembly that clobbers memory; unit tests bring their own.
 */

/** OUT to an 8-bit port. */
export declare function out8(port: u32, value: u32): void;
/** IN from an 8-bit port. */
export declare function in8(port: u32): u32;
/** RDTSC. */
export declare function readTimestamp(): u64;
/** MUL: all 64 bits of the product. */
export declare function product(a: u32, b: u32): u64;
/** EDX of CPUID leaf 1, or 0 where the processor has no CPUID. */
export declare function cpuFeatures(): u32;
/** WRMSR. */
export declare function writeMsr(register: u32, value: u32): void;
/** MOV to CR3: drops all translations that are not global. */
export declare function loadPageDirectory(phys: u32): void;
/** CR2: the address of the last page fault. */
export declare function faultAddress(): u32;
/** CR4 |= bits. */
export declare function setCr4(bits: u32): void;
/** Sets CR0.TS: the next floating-point instruction raises #NM. */
export declare function setTaskSwitched(): void;
/** CLTS. */
export declare function clearTaskSwitched(): void;
/** FXSAVE to 512 bytes, 16-byte aligned. */
export declare function saveFpu(area: usize): void;
/** FXRSTOR, after what makes AMD's forget the last instruction of the former owner. The kernel only ever restores what FXSAVE wrote, or the reset image. */
export declare function restoreFpu(area: usize): void;
/** LGDT, and reloads every segment register and the task register; there is no LDT (reset leaves one at address 0). */
export declare function loadGdt(address: usize, limit: u32): void;
/** LIDT. */
export declare function loadIdt(address: usize, limit: u32): void;
/** GS in the low half, FS in the high one. */
export declare function readThreadSegments(): u32;
/** Loads GS and FS; both must be selectors that ring 3 may hold. */
export declare function loadThreadSegments(gsAndFs: u32): void;
/** `count` 32-bit words, ascending. */
export declare function copyWords(to: usize, from: usize, count: u32): void;
/** `count` 32-bit words. */
export declare function zeroWords(to: usize, count: u32): void;
/** Bytes, ascending; for text of guests. */
export declare function copyBytes(to: usize, from: usize, count: u32): void;
/** Writes before are visible to guests and to the host before writes behind. */
export declare function barrier(): void;
/** Address of a place in the kernel's image: one of the PLACE constants of `image.ts`. */
export declare function place(which: u32): u32;
/** Leaves the kernel: ring 3 goes on with this context. What runs behind it in a test is the answer of a gate. */
export declare function resume(context: u32): u32;
/** Never returns: interrupts on, every line masked by the caller, HLT for ever. */
export declare function haltForever(): void;
