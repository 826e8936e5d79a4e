/** Says on stderr what is being done: a spinner in a terminal, which Ctrl-C ends in order; otherwise a line a step. */
import yoctoSpinner, { type Spinner } from "yocto-spinner";
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

  /** Leaves `text` behind, if there is something to say; the spinner is gone. */
  done(text?: string): void {
    this.spinner?.stop();
    this.spinner = undefined;
    if (text) process.stderr.write(`${stderrColors.dim(text)}\n`);
  }
}
