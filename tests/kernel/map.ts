/**
 * Where things lie in the memory of a kernel under test. Its linear memory is at once the kernel's address space, the
 * physical memory and the guest's: KERNEL_BASE is 0, and a partition's segments lie at their physical addresses. The
 * kernel is compiled against these constants in place of the real ones; everything else of the ABI is as it is.
 *
 *   0x00400   static memory of the kernel's WebAssembly
 *   0x30000   the "image": places that assembly and linker script define (`places.ts`)
 *   0x40000   KERNEL_PHYS_END: boot options, system table, then what the table names
 *   0x180000  PHYS_LIMIT, the end of the memory: an access behind it traps
 */
export const MEMORY_BASE = 0x400;
export const IMAGE = 0x30000;
export const KERNEL_PHYS_END = 0x40000;
export const BOOT_OPTIONS_PHYS = 0x40000;
export const SYSTEM_TABLE_PHYS = 0x41000;
export const PHYS_LIMIT = 0x180000;

const REPLACED: Readonly<Record<string, number>> = {
  KERNEL_BASE: 0,
  KERNEL_PHYS: IMAGE,
  KERNEL_PHYS_END,
  BOOT_OPTIONS_PHYS,
  SYSTEM_TABLE_PHYS,
  PHYS_LIMIT,
};

/** The kernel's `generated/abi.ts` with the map above. */
export function lowMap(abi: string): string {
  return Object.entries(REPLACED).reduce((text, [name, value]) => {
    const constant = new RegExp(`^export const ${name}: u32 = .*;$`, "m");
    if (!constant.test(text)) throw new Error(`kernel/generated/abi.ts has no ${name}`);
    return text.replace(constant, `export const ${name}: u32 = ${value};`);
  }, abi);
}
