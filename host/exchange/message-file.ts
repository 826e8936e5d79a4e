/** A file of messages, a line each, read as a whole before anything runs: all that is wrong with it is told at once. */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CODES } from "../config/codes.js";
import type { Fault } from "../config/fault.js";
import { formatTime } from "../config/units.js";
import { MAX_EXCHANGE_SLOTS } from "../generated/abi.js";
import { slotBytes } from "../image/exchanges.js";
import type { IncomingMessage } from "./message.js";
import { LineFault, parseLine } from "./message-line.js";

/** Memory that the messages of one file may take in the image. */
const BYTES_MAX = 64 << 20;

/** A file that is no file of messages has a fault in each line. */
const FAULTS_MAX = 20;

export interface MessageFile {
  readonly messages: readonly IncomingMessage[];
  readonly faults: readonly Fault[];
}

/** `option` is what the command line says, `messageBytesMax` what the channel takes. */
export function readMessageFile(path: string, option: string, messageBytesMax: number): MessageFile {
  const unreadable = (message: string, remedy: string): MessageFile => ({
    messages: [],
    faults: [{ code: CODES.PORT_FILE, message: `${option}: ${message}`, remedy }],
  });
  let content: Uint8Array;
  try {
    content = readFileSync(path);
  } catch (error) {
    return unreadable(`the file cannot be read: ${(error as Error).message}`, "a file of messages, one a line");
  }
  if (!isUtf8(content)) return unreadable("the file is no UTF-8 text", 'bytes as such: {"hex":"00 ff"}');
  const text = new TextDecoder().decode(content);
  const messages: IncomingMessage[] = [];
  const faults: Fault[] = [];
  let lastNs = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    try {
      const message = parseLine(line);
      if (message === undefined) continue;
      checkLength(message, messageBytesMax);
      checkOrder(message, lastNs);
      lastNs = message.atNs ?? lastNs;
      messages.push(message);
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      const { message, remedy } = error;
      faults.push({ code: CODES.MESSAGE, message, remedy, file: resolve(path), line: index + 1 });
      if (faults.length === FAULTS_MAX) break;
    }
  }
  const count = Math.min(MAX_EXCHANGE_SLOTS, Math.floor(BYTES_MAX / slotBytes(messageBytesMax)));
  if (messages.length > count) {
    const message = `${option}: ${messages.length} messages; a file may have ${count} of this length`;
    faults.push({ code: CODES.TOO_MANY_MESSAGES, message, remedy: "a shorter file, or send them by stdin or udp" });
  }
  return { messages, faults };
}

/** Throws a LineFault for a message that the channel can't take. */
export function checkLength({ bytes }: IncomingMessage, messageBytesMax: number): void {
  if (bytes.length === 0) throw new LineFault("a message of no bytes", "one byte at least");
  if (bytes.length <= messageBytesMax) return;
  const message = `a message of ${bytes.length} bytes; the channel takes ${messageBytesMax}`;
  throw new LineFault(message, `a shorter message, or size: "${bytes.length}B" for the channel`);
}

function checkOrder({ atNs = Number.POSITIVE_INFINITY }: IncomingMessage, lastNs: number): void {
  if (atNs >= lastNs) return;
  const message = `due at ${formatTime(atNs)}, before the message before it (${formatTime(lastNs)})`;
  throw new LineFault(message, "messages in the order in which they are due");
}
