/** What host/toolchain/asc-library.mjs makes of AssemblyScript's allocator and collector, for heap.ts. */
declare module "rt/plain-tlsf" {
  export function __alloc(size: usize): usize;
  export function __realloc(address: usize, size: usize): usize;
  export function __free(address: usize): void;
}

declare module "rt/plain-itcms" {
  /** Objects of this colour are those that the collector has not reached; `!white` are those that it is done with. */
  export const white: i32;
  export function __new(size: usize, id: i32): usize;
  export function __renew(object: usize, size: usize): usize;
  export function __link(parent: usize, child: usize, multiple: bool): void;
  export function __visit(object: usize, cookie: u32): void;
  export function __pin(object: usize): usize;
  export function __unpin(object: usize): void;
  export function __collect(): void;
}
