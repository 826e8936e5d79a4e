/** QEMU's monitor protocol (QMP) on a child's standard input and output: one command at a time, events ignored. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

interface Answer {
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
}

/** What QEMU says; nothing where it was killed in the midst of a line. */
function parse(line: string): Answer {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return {};
  }
}

export class QemuMonitor {
  private answer: ((answer: Answer) => void) | undefined;

  constructor(
    private readonly input: Writable,
    output: Readable,
  ) {
    const lines = createInterface({ input: output });
    lines.on("line", (line) => {
      const said = parse(line);
      if ("return" in said || "error" in said) this.answer?.(said);
    });
    lines.on("close", () => this.answer?.({ error: { desc: "QEMU has ended" } }));
    // Whoever waits for an answer learns it by the closed output.
    input.on("error", () => {});
  }

  /** The command's answer. Throws what QEMU says is wrong, or that it has ended meanwhile. */
  async command(execute: string, args: object = {}): Promise<unknown> {
    const answered = new Promise<Answer>((resolve) => {
      this.answer = resolve;
    });
    this.input.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const { return: value, error } = await answered;
    this.answer = undefined;
    if (error) throw new Error(`QEMU's monitor: ${execute}: ${error.desc}`);
    return value;
  }
}
