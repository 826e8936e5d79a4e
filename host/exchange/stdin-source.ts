/** Messages by standard input, a line each (`message-line.ts`). Who sends faster than they are taken waits. */
import type { Readable } from "node:stream";
import { formatTime } from "../config/units.js";
import type { IncomingMessage } from "./message.js";
import { checkLength } from "./message-file.js";
import { LineFault, parseLine } from "./message-line.js";
import type { Source } from "./source.js";

const PENDING_MAX = 1024;
/** A line that has no end by then is none. */
const LINE_CHARACTERS_MAX = 1 << 17;

export class StdinSource implements Source {
  refused = 0;
  readonly #pending: IncomingMessage[] = [];
  readonly #decoder = new TextDecoder();
  #text = "";
  #line = 0;
  #lastNs = 0;

  /** `warn` is told of each line that is no message: the run goes on without it. */
  constructor(
    private readonly input: Readable,
    private readonly messageBytesMax: number,
    private readonly warn: (text: string) => void,
  ) {
    input.on("data", this.#take).on("end", this.#end);
  }

  get pending(): readonly IncomingMessage[] {
    return this.#pending;
  }

  drop(count: number): void {
    this.#pending.splice(0, count);
    if (this.#pending.length < PENDING_MAX) this.input.resume();
  }

  close(): Promise<void> {
    this.input.off("data", this.#take).off("end", this.#end);
    // Otherwise the process would wait for its end.
    this.input.destroy();
    return Promise.resolve();
  }

  readonly #take = (chunk: Uint8Array): void => {
    const lines = (this.#text + this.#decoder.decode(chunk, { stream: true })).split("\n");
    this.#text = lines.pop()!;
    for (const line of lines) this.#message(line);
    if (this.#text.length > LINE_CHARACTERS_MAX) this.#message(this.#text.slice(0, 100));
    if (this.#text.length > LINE_CHARACTERS_MAX) this.#text = "";
    if (this.#pending.length >= PENDING_MAX) this.input.pause();
  };

  /** The last line may lack its end. */
  readonly #end = (): void => {
    const rest = this.#text + this.#decoder.decode();
    this.#text = "";
    if (rest !== "") this.#message(rest);
  };

  #message(text: string): void {
    this.#line += 1;
    try {
      const message = parseLine(text.replace(/\r$/, ""));
      if (message === undefined) return;
      checkLength(message, this.messageBytesMax);
      if (message.atNs !== undefined && message.atNs < this.#lastNs) {
        throw new LineFault(`due at ${formatTime(message.atNs)}, before the message before it`, "a later time");
      }
      this.#lastNs = message.atNs ?? this.#lastNs;
      this.#pending.push(message);
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      this.refused += 1;
      this.warn(`line ${this.#line} of standard input: ${error.message}; ${error.remedy}`);
    }
  }
}
