/** Writes a trace file while the run goes on: what is written is not kept. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import type { ImageLayout } from "../image/layout.js";
import type { ObservedEvent } from "../observe/events.js";
import { type ChromeEvent, TraceFormat } from "./trace-format.js";

const BUFFER_CHARACTERS = 1 << 16;

export class TraceFile {
  readonly #format: TraceFormat;
  readonly #file: number;
  #buffer = '{"displayTimeUnit":"ns","traceEvents":[';
  #separator = "\n";

  /** Creates the file, or empties it. Throws what the file system throws. */
  constructor(path: string, layout: ImageLayout) {
    this.#format = new TraceFormat(layout);
    this.#file = openSync(path, "w");
    this.#write(this.#format.header());
  }

  /** Adds events, which must come in the order of time, as an Observer tells them. */
  add(events: readonly ObservedEvent[]): void {
    for (const event of events) this.#write(this.#format.add(event));
  }

  /** Ends the file. It is a whole one only now. */
  close(): void {
    this.#write(this.#format.finish());
    this.#buffer += "\n]}\n";
    this.#flush();
    closeSync(this.#file);
  }

  #write(events: readonly ChromeEvent[]): void {
    for (const event of events) {
      this.#buffer += this.#separator + JSON.stringify(event);
      this.#separator = ",\n";
    }
    if (this.#buffer.length >= BUFFER_CHARACTERS) this.#flush();
  }

  #flush(): void {
    writeFileSync(this.#file, this.#buffer);
    this.#buffer = "";
  }
}
