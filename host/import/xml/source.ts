/** The text of an XML file, and where in it something lies: from offsets to what a fault says of its place. */
import { codeFrame } from "../../config/code-frame.js";
import type { Place } from "../../config/locate.js";
import type { SourceFile } from "../importer.js";

/** A stretch of the file. */
export interface Mark {
  /** Characters from the start of the file. */
  readonly offset: number;
  readonly length: number;
}

/** A frame of a line longer than this would be no help to anyone. */
const FRAME_LINE_MAX = 400;

export class XmlSource {
  readonly path: string;
  readonly text: string;
  private starts: number[] | undefined;

  constructor({ path, text }: SourceFile) {
    this.path = path;
    this.text = text;
  }

  /** Line and column of a mark, from 1, with the lines around it drawn. */
  place({ offset, length }: Mark): Place {
    const line = this.lineOf(offset);
    const start = this.lineStarts[line - 1]!;
    const column = offset - start + 1;
    const place = { file: this.path, line, column };
    const from = this.lineStarts[Math.max(0, line - 2)]!;
    const to = this.lineStarts[line + 1] ?? this.text.length;
    const around = this.text.slice(from, to).split(/\r?\n/);
    if (around.some((text) => text.length > FRAME_LINE_MAX)) return place;
    const end = this.text.slice(offset, offset + length).split(/\r?\n/, 1)[0]!.length;
    return { ...place, frame: numbered(around, Math.max(1, line - 1), line, column, end) };
  }

  lineOf(offset: number): number {
    const starts = this.lineStarts;
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  private get lineStarts(): readonly number[] {
    if (!this.starts) {
      this.starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) this.starts.push(at + 1);
    }
    return this.starts;
  }
}

/** `codeFrame` of a few lines of which the first has the number `first`: it would else split the whole file each time. */
function numbered(lines: readonly string[], first: number, line: number, column: number, length: number): string {
  const padded = [...new Array<string>(first - 1).fill(""), ...lines].join("\n");
  return codeFrame(padded, line, column, length);
}
