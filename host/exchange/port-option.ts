/** What `--port` says: a channel, and what stands at the host's end of it. */
import { CODES } from "../config/codes.js";
import type { Fault } from "../config/fault.js";

export type PortEnd =
  | { readonly kind: "stdin" | "stdout" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "udp"; readonly host: string; readonly port: number };

export interface PortOption {
  /** As it was written, for messages. */
  readonly text: string;
  /** The channel's name. */
  readonly name: string;
  readonly end: PortEnd;
}

const PORT_FORM = "NAME=stdin|stdout|file:PATH|udp:HOST:PORT";

/** Of `NAME=END`, without the `--port`. */
export function parsePortOption(value: string): PortOption | Fault {
  const text = `--port ${value}`;
  const [, name, end] = /^([^=]+)=(.+)$/s.exec(value) ?? [];
  const parsed = end === undefined ? undefined : parseEnd(end);
  if (name !== undefined && parsed !== undefined) return { text, name, end: parsed };
  const message =
    end === undefined
      ? `${text} names no channel and what stands at its end`
      : `${text}: ${JSON.stringify(end)} is nothing that can stand at a channel's end`;
  return { code: CODES.PORT_OPTION, message, remedy: `--port ${PORT_FORM}` };
}

function parseEnd(text: string): PortEnd | undefined {
  if (text === "stdin" || text === "stdout") return { kind: text };
  const [, path] = /^file:(.+)$/s.exec(text) ?? [];
  if (path !== undefined) return { kind: "file", path };
  const [, inBrackets, plain, digits] = /^udp:(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  const port = Number(digits);
  return host !== undefined && port >= 1 && port <= 0xffff ? { kind: "udp", host, port } : undefined;
}
