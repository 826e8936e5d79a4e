/** Draws the lines around a place in a source text, the place marked. Plain text: colour is the reporter's. */

/**
 * Line and column count from 1; `length` columns are marked, at least one.
 *
 * @example
 *     12 |   windows: [
 *   > 13 |     { partition: "gest", duration: "4ms" },
 *        |                  ^^^^^^
 *     14 |   ],
 */
export function codeFrame(source: string, line: number, column: number, length = 1): string {
  const lines = source.split(/\r?\n/);
  const text = lines[line - 1];
  if (text === undefined) return "";
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const digits = String(last).length;
  const drawn: string[] = [];
  for (let number = first; number <= last; number++) {
    const marker = number === line ? ">" : " ";
    drawn.push(`${marker} ${String(number).padStart(digits)} | ${expandTabs(lines[number - 1]!)}`.trimEnd());
    if (number !== line) continue;
    const before = expandTabs(text.slice(0, column - 1)).length;
    const marked = Math.max(1, Math.min(length, text.length - column + 1));
    drawn.push(`  ${" ".repeat(digits)} | ${" ".repeat(before)}${"^".repeat(marked)}`);
  }
  return drawn.join("\n");
}

const expandTabs = (text: string): string => text.replaceAll("\t", "  ");
