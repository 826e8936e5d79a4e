/**
 * The error handler's own heap. It may interrupt a process anywhere, inside the allocator too, so it takes nothing from
 * the partition's heap: it has a piece of memory of its own, used from the beginning at each of its runs. What it makes
 * there ends with the run; to keep a reference to it, or to change references between other objects, is refused.
 *
 *   object - 20  capacity   (what the allocator keeps of a block)
 *   object - 16  colour: none that the collector would touch
 *   object - 12  not used
 *   object -  8  class
 *   object -  4  size
 *   object       content
 */

/** To be given to `__visit` instead of the collector's cookie. */
export const VISIT_CHECK: u32 = 1;

const HEADER_BYTES: usize = 20;
const ALIGNMENT: usize = 16;
const TRANSPARENT: u32 = 3;

let start: usize = 0;
let end: usize = 0;
let next: usize = 0;

/** Gives the error handler its memory; once, before it ever runs. */
export function provide(memory: usize, sizeBytes: usize): void {
  start = memory;
  end = memory + sizeBytes;
  next = memory;
}

/** Before each run: all of it is free again. */
export function reset(): void {
  next = start;
}

/** After each run: no variable of the program may still name what was made in it. */
export function checkVariables(): void {
  // @ts-expect-error: the compiler writes it: it calls `__visit` with each object that a variable names
  __visit_globals(VISIT_CHECK);
}

export function visit(object: usize): void {
  if (owns(object)) throw new Error("a variable keeps what the error handler made, which ends with its run");
}

export function allocate(size: usize): usize {
  const address = ((next + HEADER_BYTES + ALIGNMENT - 1) & ~(ALIGNMENT - 1)) as usize;
  if (size > end - start || address + size > end) throw new Error("out of memory: the error handler's heap is full");
  next = address + size;
  store<u32>(address - HEADER_BYTES, u32(size));
  return address;
}

export function reallocate(address: usize, size: usize): usize {
  if (!owns(address)) refuse();
  const moved = allocate(size);
  memory.copy(moved, address, min(size, load<u32>(address - HEADER_BYTES)));
  return moved;
}

export function free(address: usize): void {
  if (!owns(address)) refuse();
}

export function create(size: usize, id: u32): usize {
  const object = allocate(size);
  store<u32>(object - 16, TRANSPARENT);
  store<u32>(object - 8, id);
  store<u32>(object - 4, u32(size));
  memory.fill(object, 0, size);
  return object;
}

/** A larger copy; the old one may be any object. */
export function recreate(object: usize, size: usize): usize {
  const moved = create(size, load<u32>(object - 8));
  memory.copy(moved, object, min(size, load<u32>(object - 4)));
  return moved;
}

/** A reference is stored: in what the handler made anything may be, and a text of the program's own anywhere. */
export function link(parent: usize, child: usize): void {
  const isText = child < __heap_base && load<u32>(child - 8) == idof<string>();
  if (!owns(parent) && !isText) refuse();
}

export function refuse(): void {
  throw new Error("the error handler may not change what objects refer to");
}

function owns(address: usize): bool {
  return address >= start && address < end;
}
