/** Reads DWARF's little-endian numbers one behind the other. Reading past the end throws RangeError. */
export class ByteReader {
  readonly #view: DataView;
  constructor(
    readonly bytes: Uint8Array,
    public offset = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #advance(count: number): number {
    const at = this.offset;
    if (count > this.bytes.length - at) throw new RangeError("past the end");
    this.offset += count;
    return at;
  }

  skip(count: number): void {
    this.#advance(count);
  }
  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }
  i8(): number {
    return this.#view.getInt8(this.#advance(1));
  }
  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }
  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** Unsigned LEB128. Values past 2^53 lose precision; no line table has any. */
  uleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  /** Signed LEB128. */
  sleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return byte & 0x40 ? value - scale * 128 : value;
    }
  }

  /** A NUL-terminated text. */
  text(): string {
    const end = this.bytes.indexOf(0, this.offset);
    if (end === -1) throw new RangeError("past the end");
    const text = new TextDecoder().decode(this.bytes.subarray(this.offset, end));
    this.offset = end + 1;
    return text;
  }

  /** A reader of the next `count` bytes, which this one skips. */
  part(count: number): ByteReader {
    const at = this.#advance(count);
    return new ByteReader(this.bytes.subarray(at, at + count));
  }
}
