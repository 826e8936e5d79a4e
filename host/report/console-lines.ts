/** Joins what the partitions write to their consoles into whole lines. */
import type { ConsoleEvent } from "../observe/events.js";

export interface ConsoleLine {
  readonly partitionIndex: number;
  /** When its last character was written, nanoseconds since boot. */
  readonly timeNs: number;
  /** Without the line's end. */
  readonly text: string;
}

/** Past this many characters without a line's end a line is cut, so that a partition cannot fill the host's memory. */
const LINE_LENGTH_MAX = 4096;

export class ConsoleLines {
  private readonly pending = new Map<number, ConsoleLine>();

  /** The lines that this piece of text completes. */
  write({ partitionIndex, timeNs, text }: ConsoleEvent): ConsoleLine[] {
    let rest = (this.pending.get(partitionIndex)?.text ?? "") + text;
    const lines: ConsoleLine[] = [];
    for (let end = lineEnd(rest); end >= 0; end = lineEnd(rest)) {
      lines.push({ partitionIndex, timeNs, text: rest.slice(0, end).replace(/\r$/, "") });
      rest = rest.slice(rest[end] === "\n" ? end + 1 : end);
    }
    this.pending.set(partitionIndex, { partitionIndex, timeNs, text: rest });
    return lines;
  }

  /** What is left, in the order of time: lines that nobody ended. */
  flush(): ConsoleLine[] {
    const lines = [...this.pending.values()].filter(({ text }) => text !== "");
    this.pending.clear();
    return lines.sort((a, b) => a.timeNs - b.timeNs || a.partitionIndex - b.partitionIndex);
  }
}

function lineEnd(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 && text.length > LINE_LENGTH_MAX ? LINE_LENGTH_MAX : end;
}
