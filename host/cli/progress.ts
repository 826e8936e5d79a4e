/** Says on stderr what is being done: a spinner in a terminal, which Ctrl-C ends in order; otherwise a line a step. */
import { relative } from "node:path";
import yoctoSpinner, { type Spinner } from "yocto-spinner";
import type { Fault } from "../config/fault.js";
import { stderrColors } from "./terminal.js";

export class Progress {
  private spinner: Spinner | undefined;
  private last = "";

  step(text: string): void {
    if (text === this.last) return;
    this.last = text;
    if (!process.stderr.isTTY) process.stderr.write(`${text}\n`);
    else if (this.spinner) this.spinner.text = text;
    else this.spinner = yoctoSpinner({ text, stream: process.stderr }).start();
  }

  /** A compiler's warning: told once, above whatever goes on. */
  warn({ file, line, column, message }: Fault): void {
    this.done();
    const place = [file && relative(process.cwd(), file), line, column].filter((part) => part !== undefined).join(":");
    process.stderr.write(`${stderrColors.yellow("warning")} ${place}: ${message}\n`);
  }

  /** Leaves `text` behind, if there is something to say; the spinner is gone. */
  done(text?: string): void {
    this.spinner?.stop();
    this.spinner = undefined;
    if (text) process.stderr.write(`${stderrColors.dim(text)}\n`);
  }
}
