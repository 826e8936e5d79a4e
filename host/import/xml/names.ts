/**
 * Names as files have them: `Partition_HM_Table`, `PartitionHMTable`, `partition_hm_table` are one name, and `Queueing` is
 * `Queuing`. The schemas themselves changed such things from one supplement to the next.
 */

/** The form in which names are compared. */
export const folded = (name: string): string =>
  name.toLowerCase().replaceAll(/[_.-]/g, "").replaceAll("queueing", "queuing");

/** An identifier, decimal or hexadecimal: `0x10` is `16`. Others, which the standard does not have, as they are. */
export function identifier(text: string): string {
  const value = wholeNumber(text);
  return value === undefined ? text.trim() : String(value);
}

/** `12`, `+12`, `0x1F`; undefined for anything else, and for more than a number holds. */
export function wholeNumber(text: string): number | undefined {
  const [, hex, decimal] = /^\s*\+?(?:0x([0-9a-f]{1,13})|(\d{1,16}))\s*$/i.exec(text) ?? [];
  const value = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}
