/** Ranges of I/O ports as a system file writes them. */
import type { PortRange } from "./model.js";

const PORT_LAST = 0xffff;

/** `0x2f8`, `"0x2f8"` or `"0x2f8-0x2ff"`; undefined where that is no range of 16-bit ports, its first port first. */
export function parsePorts(value: number | string): PortRange | undefined {
  const [, from, to = from] = /^(0x[0-9a-f]+)(?:-(0x[0-9a-f]+))?$/i.exec(String(value)) ?? [];
  const first = typeof value === "number" ? value : Number(from);
  const last = typeof value === "number" ? value : Number(to);
  return Number.isInteger(first) && first >= 0 && first <= last && last <= PORT_LAST ? { first, last } : undefined;
}

/** `0x2f8-0x2ff`, or of one port `0x2f8`. */
export function formatPorts({ first, last }: PortRange): string {
  const [from, to] = [first, last].map((port) => `0x${port.toString(16)}`);
  return first === last ? from! : `${from}-${to}`;
}

export const overlap = (a: PortRange, b: PortRange): boolean => a.first <= b.last && b.first <= a.last;
