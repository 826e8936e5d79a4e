/**
 * What ports, buffers and blackboards carry. `T` is a class with numbers alone, whose fields are the message; or
 * `Uint8Array`, for messages of any length. No reference may be in one: it would mean nothing where it arrives.
 */

/** Bytes of the longest message; of a `Uint8Array` the type does not tell. */
export function sizeOf<T>(): u32 {
  if (isBytes<T>()) return 0;
  return offsetof<T>();
}

/** Where a message's bytes are. */
export function addressOf<T>(message: T): u32 {
  if (message instanceof Uint8Array) return u32(message.dataStart);
  return u32(changetype<usize>(message));
}

/** How many they are. */
export function lengthOf<T>(message: T): u32 {
  if (message instanceof Uint8Array) return message.byteLength;
  return offsetof<T>();
}

function isBytes<T>(): bool {
  return idof<T>() == idof<Uint8Array>();
}
