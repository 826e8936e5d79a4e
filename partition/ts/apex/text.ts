/** Names and messages on their way between strings and the kernel: bytes in UTF-8, in memory of the calling thread. */
import { scratch } from "../door";

export const NAME_BYTES: u32 = 32;

/** A fresh answer of "not configured": no name is that long. */
export const NO_SUCH_NAME: u64 = 7;

/** Writes the name as the kernel takes it, NUL only where it is shorter; false if it is longer than any name. */
export function writeName(name: string, at: usize): bool {
  if (u32(String.UTF8.byteLength(name)) > NAME_BYTES) return false;
  memory.fill(at, 0, NAME_BYTES);
  String.UTF8.encodeUnsafe(changetype<usize>(name), name.length, at);
  return true;
}

/** The name in the calling thread's scratch memory; 0 if it is longer than any name. */
export function scratchName(name: string): u32 {
  const at = scratch();
  return writeName(name, at) ? u32(at) : 0;
}

/** The text at `at`, at most `max` bytes of it, up to a NUL. */
export function readText(at: usize, max: u32): string {
  let length: u32 = 0;
  while (length < max && load<u8>(at + length) != 0) length += 1;
  return String.UTF8.decodeUnsafe(at, length);
}
