/** Names of the APEX: 32 bytes, with a NUL only where they are shorter. What follows a NUL means nothing. */
import { NAME_SIZE } from "../../generated/abi";

const scratch: usize = memory.data(32, 8);
if (NAME_SIZE != 32) ERROR("the scratch of a name has another size");

/** The name at `from`, with zeroes behind its end; valid until the next is taken. */
export function takeName(from: usize): usize {
  let ended = false;
  for (let i: u32 = 0; i < NAME_SIZE; i += 1) {
    const byte: u32 = ended ? 0 : load<u8>(from + i);
    store<u8>(scratch + i, u8(byte));
    if (byte == 0) ended = true;
  }
  return scratch;
}

/** Bytes before the first zero. */
export function nameLength(name: usize): u32 {
  let length: u32 = 0;
  while (length < NAME_SIZE && load<u8>(name + length) != 0) length += 1;
  return length;
}

/** Whether two names, both with zeroes behind their ends, are the same. */
export function sameName(a: usize, b: usize): bool {
  return (
    load<u64>(a) == load<u64>(b) &&
    load<u64>(a + 8) == load<u64>(b + 8) &&
    load<u64>(a + 16) == load<u64>(b + 16) &&
    load<u64>(a + 24) == load<u64>(b + 24)
  );
}
