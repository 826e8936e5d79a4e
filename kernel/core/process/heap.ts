/**
 * A binary heap of nodes by key, among equal keys by order: the least is found at once, a node is put in or taken out in
 * log2 n steps. A node lies in its owner and knows its place, so that it can be taken out from anywhere. The clock queue of
 * a partition is one, and the ready queue of those policies that order processes by a time.
 */

@unmanaged
export class HeapNode {
  key: u64;
  order: u32;
  /** Place in the heap from 1; 0: in none. */
  position: u32;
  /** Whose node it is, and which of his. */
  owner: usize;
  kind: u32;
}

@unmanaged
export class Heap {
  /** Room for as many pointers as nodes can be in it. */
  entries: usize;
  count: u32;
}

/** @inline */
function nodeAt(heap: Heap, position: u32): HeapNode {
  return changetype<HeapNode>(load<usize>(heap.entries + ((position - 1) << 2)));
}

/** @inline */
function place(heap: Heap, position: u32, node: HeapNode): void {
  store<usize>(heap.entries + ((position - 1) << 2), changetype<usize>(node));
  node.position = position;
}

/** @inline */
function isBefore(a: HeapNode, b: HeapNode): bool {
  return a.key < b.key || (a.key == b.key && a.order < b.order);
}

/** The least key, or the greatest there is when the heap is empty. @inline */
export function leastKey(heap: Heap): u64 {
  return heap.count == 0 ? u64.MAX_VALUE : nodeAt(heap, 1).key;
}

/** The node with the least key; the heap is not empty. @inline */
export function leastNode(heap: Heap): HeapNode {
  return nodeAt(heap, 1);
}

/** The least key but for the first node's. */
export function secondKey(heap: Heap): u64 {
  if (heap.count < 2) return u64.MAX_VALUE;
  const left = nodeAt(heap, 2).key;
  return heap.count == 2 ? left : min<u64>(left, nodeAt(heap, 3).key);
}

/** Puts the node in; it is in no heap. */
export function insertNode(heap: Heap, node: HeapNode, key: u64, order: u32): void {
  node.key = key;
  node.order = order;
  heap.count += 1;
  rise(heap, node, heap.count);
}

/** Takes the node out, if it is in. */
export function removeNode(heap: Heap, node: HeapNode): void {
  const position = node.position;
  if (position == 0) return;
  node.position = 0;
  const last = nodeAt(heap, heap.count);
  heap.count -= 1;
  if (last != node) settle(heap, last, position);
}

/** The node, which is in, gets another key. */
export function moveNode(heap: Heap, node: HeapNode, key: u64): void {
  node.key = key;
  settle(heap, node, node.position);
}

/** Finds the node's place, from `position` up or down. */
function settle(heap: Heap, node: HeapNode, position: u32): void {
  if (position > 1 && isBefore(node, nodeAt(heap, position >> 1))) rise(heap, node, position);
  else sink(heap, node, position);
}

function rise(heap: Heap, node: HeapNode, from: u32): void {
  let position = from;
  while (position > 1) {
    const parent = nodeAt(heap, position >> 1);
    if (!isBefore(node, parent)) break;
    place(heap, position, parent);
    position >>= 1;
  }
  place(heap, position, node);
}

function sink(heap: Heap, node: HeapNode, from: u32): void {
  let position = from;
  while (position << 1 <= heap.count) {
    let child = position << 1;
    if (child < heap.count && isBefore(nodeAt(heap, child + 1), nodeAt(heap, child))) child += 1;
    if (!isBefore(nodeAt(heap, child), node)) break;
    place(heap, position, nodeAt(heap, child));
    position = child;
  }
  place(heap, position, node);
}
