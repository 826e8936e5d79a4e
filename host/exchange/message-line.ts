/**
 * A message as a line of text, in files and on standard input and output:
 *
 *     {"at":"20ms","text":"climb"}      a message of text, due 20 ms after the first major frame began
 *     {"hex":"00 ff 7f"}                a message of bytes, due at once
 *     climb                             what is no JSON object is a message of its own text, due at once
 *
 * Text is UTF-8. What comes out is in the first two forms, so that what one run wrote another can read.
 */
import { formatTime, parseTime } from "../config/units.js";
import type { IncomingMessage, OutgoingMessage } from "./message.js";

/** What is wrong with a line, and what would be right. */
export class LineFault extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

const FORM = 'such as {"at":"20ms","text":"climb"} or {"at":"20ms","hex":"00 ff"}';
const KEYS = ["at", "text", "hex"];
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Characters that a line of text does not show as they are. */
const UNSEEN = /[\p{Cc}\p{Cs}]/u;

/** The message of a line without its end; undefined for an empty one. Throws a LineFault. */
export function parseLine(line: string): IncomingMessage | undefined {
  if (line === "") return undefined;
  if (!line.startsWith("{")) return { bytes: encoder.encode(line) };
  const value = parseObject(line);
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new LineFault(`unknown key ${JSON.stringify(unknown)}`, FORM);
  const { at, text, hex } = value;
  const atNs = at === undefined ? undefined : parseTime(at);
  if (at !== undefined && atNs === undefined) {
    throw new LineFault(`${JSON.stringify(at)} is not a time`, 'a number and a unit: "at":"20ms"');
  }
  return { ...(atNs !== undefined && { atNs }), bytes: content(text, hex) };
}

/** The line of a message, without its end. */
export function formatLine({ windowNs, bytes }: OutgoingMessage): string {
  const at = formatTime(windowNs);
  const text = shownText(bytes);
  return JSON.stringify(text === undefined ? { at, hex: Buffer.from(bytes).toString("hex") } : { at, text });
}

function parseObject(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    throw new LineFault("a line that begins with { and is no JSON object", `an object ${FORM}`);
  }
}

function content(text: unknown, hex: unknown): Uint8Array {
  if ((text === undefined) === (hex === undefined)) throw new LineFault('neither "text" nor "hex", or both', FORM);
  if (text !== undefined) {
    if (typeof text !== "string") throw new LineFault(`"text" is ${JSON.stringify(text)}, which is no text`, FORM);
    return encoder.encode(text);
  }
  const digits = typeof hex === "string" ? hex.replaceAll(/\s/g, "") : "";
  if (typeof hex !== "string" || digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) {
    throw new LineFault(
      `"hex" is ${JSON.stringify(hex)}, which is no row of bytes`,
      'two digits a byte: "hex":"00 ff"',
    );
  }
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

/** Undefined where the bytes are no text, or have characters that nobody sees. */
function shownText(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return UNSEEN.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
