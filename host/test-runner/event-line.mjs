/** An event as a runner's reporter writes it (`outcome.ts`). Runs inside the runner, which may load no TypeScript. */
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** Frames that say nothing to a test's author: Node's, the runner's, and those of the testing library. */
const FOREIGN = /node:|\(<anonymous>\)|node_modules\/(?:vitest|vite|@vitest|tsx)\//;
const HOST = fileURLToPath(new URL("..", import.meta.url));

export const eventLine = (event) => `\n\u0000bulkhead-test ${JSON.stringify(event)}\n`;

/** A failure as text: what it says, then where, without the runner's own frames. */
export function failureText(error, diff) {
  const stack = typeof error?.stack === "string" ? error.stack : "";
  const message = error?.message === undefined ? String(error) : `${error.name ?? "Error"}: ${error.message}`;
  const frames = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !FOREIGN.test(line) && !line.includes(HOST));
  const parts = [message, ...(diff && !message.includes(diff) ? [diff] : []), frames.join("\n")];
  return stripVTControlCharacters(parts.filter((part) => part !== "").join("\n"));
}
