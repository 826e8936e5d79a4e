/** The hypervisor board: its boot as a whole, and the pieces that tests take apart. */
export { meetChanges, moduleChanged } from "../../../kernel/bsp/pc/changes";
export { tellFrameOrigin } from "../../../kernel/bsp/pc/partitions";
export * from "../../../kernel/bsp/pc/windows";
export * from "../../../kernel/bsp/pc-vmm/main";
export * from "../../../kernel/bsp/pc-vmm/partitions";
export * from "../../../kernel/bsp/pc-vmm/windows";
