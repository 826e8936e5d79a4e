/**
 * The heap of a program whose threads share it: AssemblyScript's allocator and its incremental collector, which expect
 * one thread, behind a door that lets one in at a time. The compiler takes this file as its runtime: every `new`, every
 * string put together, every reference stored in an object comes through here. partition/ts/apex.ts tells the whole.
 *
 * Where a program makes no processes, what comes from the door is nothing, and the plain heap is left.
 */
import {
  abandonHeap,
  awaitOthers,
  enterHeap,
  inErrorHandler,
  leaveHeap,
  mayCollect,
  shadowStackEnd,
  shadowStackPointer,
  shadowStacks,
} from "bulkhead/partition/door";
import * as handlerHeap from "bulkhead/partition/handler-heap";
import * as collector from "rt/plain-itcms";
import * as allocator from "rt/plain-tlsf";

// From an object to the word with its colour, which is of the collector's making (rt/itcms: Object).
const COLOR_WORD: usize = 16;
const COLOR_MASK: u32 = 3;
const TRANSPARENT: u32 = 3;

/** How often memory is looked for, a millisecond apart, while other processes stand where nothing can be collected. */
const ATTEMPTS: i32 = 1000;

// @ts-expect-error: decorator
@global @unsafe function __alloc(size: usize): usize {
  if (!enterHeap()) return handlerHeap.allocate(size);
  const address = allocator.__alloc(size);
  leaveHeap();
  return address;
}

// @ts-expect-error: decorator
@global @unsafe function __realloc(address: usize, size: usize): usize {
  if (!enterHeap()) return handlerHeap.reallocate(address, size);
  const moved = allocator.__realloc(address, size);
  leaveHeap();
  return moved;
}

// @ts-expect-error: decorator
@global @unsafe function __free(address: usize): void {
  if (!enterHeap()) return handlerHeap.free(address);
  allocator.__free(address);
  leaveHeap();
}

// @ts-expect-error: decorator
@global @unsafe function __new(size: usize, id: i32): usize {
  if (!enterHeap()) return handlerHeap.create(size, id);
  const object = collector.__new(size, id);
  leaveHeap();
  return object;
}

// @ts-expect-error: decorator
@global @unsafe function __renew(object: usize, size: usize): usize {
  if (!enterHeap()) return handlerHeap.recreate(object, size);
  const moved = collector.__renew(object, size);
  leaveHeap();
  return moved;
}

/**
 * Told of each reference that is stored in an object. Only while the collector is half way through, and has passed the
 * parent but not the child, is there something to do. Colours can't change against this look without the lock: the
 * collector moves only while all other threads are inside calls of the kernel.
 */
// @ts-expect-error: decorator
@global @unsafe function __link(parent: usize, child: usize, multiple: bool): void {
  if (!child) return;
  if (inErrorHandler()) return handlerHeap.link(parent, child);
  if (colorOf(child) != u32(collector.white)) return;
  const color = colorOf(parent);
  if (color != u32(!collector.white) && color != TRANSPARENT) return;
  enterHeap();
  collector.__link(parent, child, multiple);
  leaveHeap();
}

function colorOf(object: usize): u32 {
  return load<u32>(object - COLOR_WORD) & COLOR_MASK;
}

/** Has the collector know that it can reach an object; with the other cookie, looks for what the error handler left. */
// @ts-expect-error: decorator
@global @unsafe function __visit(object: usize, cookie: u32): void {
  if (cookie == handlerHeap.VISIT_CHECK) handlerHeap.visit(object);
  else collector.__visit(object, cookie);
}

// @ts-expect-error: decorator
@global @unsafe function __pin(object: usize): usize {
  if (!enterHeap()) handlerHeap.refuse();
  collector.__pin(object);
  leaveHeap();
  return object;
}

// @ts-expect-error: decorator
@global @unsafe function __unpin(object: usize): void {
  if (!enterHeap()) handlerHeap.refuse();
  collector.__unpin(object);
  leaveHeap();
}

/** Collects all there is to collect, if all other processes stand where that can be done. */
// @ts-expect-error: decorator
@global @unsafe function __collect(): void {
  if (!enterHeap()) return;
  if (mayCollect()) collector.__collect();
  leaveHeap();
}

/** Asked by the collector before each of its steps. */
// @ts-expect-error: decorator
@global @unsafe function __may_collect(): bool {
  return mayCollect();
}

/** What threads hold: the collector's own way to see it knows of one stack. */
// @ts-expect-error: decorator
@global @unsafe function __visit_stacks(cookie: u32): void {
  for (let stack: u32 = 0; stack < shadowStacks(); stack++) {
    const end = shadowStackEnd(stack) || __heap_base;
    for (let at = shadowStackPointer(stack); at < end; at += sizeof<usize>()) __visit(load<usize>(at), cookie);
  }
}

/** Asked by the allocator when memory can't grow. It looks once more afterwards. */
// @ts-expect-error: decorator
@global @unsafe function __make_room(): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (mayCollect()) return collector.__collect();
    if (!awaitOthers()) return;
  }
}

/** The heap itself is whole: whoever does without the memory goes on, and others may enter. */
// @ts-expect-error: decorator
@global @unsafe function __out_of_memory(): void {
  abandonHeap();
  throw new Error("out of memory: the partition's heap is full");
}
