/** Where messages go while a run goes on. */
import { closeSync, openSync, writeSync } from "node:fs";
import type { OutgoingMessage } from "./message.js";
import { formatLine } from "./message-line.js";
import { UdpSink } from "./udp.js";

export interface Sink {
  write(messages: readonly OutgoingMessage[]): void;
  /** Messages that found no way. */
  failed(): number;
  /** When all that was written is out. */
  close(): Promise<void>;
}

/** A message a line (`message-line.ts`). Throws what the file system says. */
export function fileSink(path: string): Sink {
  const file = openSync(path, "w");
  return {
    write: (messages) => {
      const bytes = Buffer.from(linesOf(messages));
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    },
    failed: () => 0,
    close: () => Promise.resolve(closeSync(file)),
  };
}

/** The same. `write` takes whole lines. */
export function lineSink(write: (text: string) => void): Sink {
  return { write: (messages) => write(linesOf(messages)), failed: () => 0, close: () => Promise.resolve() };
}

/** Throws what the network says. */
export async function udpSink(host: string, port: number): Promise<Sink> {
  const sink = await UdpSink.open(host, port);
  return {
    write: (messages) => {
      for (const { bytes } of messages) sink.write(bytes);
    },
    failed: () => sink.failed,
    close: () => sink.close(),
  };
}

const linesOf = (messages: readonly OutgoingMessage[]): string =>
  messages.map((message) => `${formatLine(message)}\n`).join("");
