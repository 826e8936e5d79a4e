/** The kernel's modules as one WebAssembly module whose exports tests call. Board: pc-vmm, which has them all. */
export * from "./board";
export * from "./core";
export * from "./devices";
export * from "./objects";
export * from "./process";
export * from "./structures";
export * from "./vmm";
export * from "./x86";
