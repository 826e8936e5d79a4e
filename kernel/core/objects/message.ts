/** Messages between processes of one partition: copied from and to guest addresses, which the kernel and they have in common. */
import { copyBytes, copyWords } from "../../arch";

/** Copies a message: words, then what is left. @inline */
export function copyMessage(to: usize, from: usize, length: u32): void {
  copyWords(to, from, length >> 2);
  const left = length & 3;
  if (left != 0) copyBytes(to + (length & ~3), from + (length & ~3), left);
}
