/** Ctrl-C while a run goes on: the first ends the run in order, the second the process at once. */
import { EXIT } from "./exit-status.js";

/** Runs `work` with a signal that Ctrl-C, or a request to terminate, aborts. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    // The terminal has written ^C where the next line would begin.
    if (process.stderr.isTTY) process.stderr.write("\n");
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}
