/** What the output is: a terminal or not, with colour or without. NO_COLOR is respected (no-color.org). */
import { type Colors, colorsFor } from "../report/palette.js";

function colorsOn(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return colorsFor(false);
  return colorsFor(FORCE_COLOR ? FORCE_COLOR !== "0" : stream.isTTY === true && TERM !== "dumb");
}

export const stdoutColors = colorsOn(process.stdout);
export const stderrColors = colorsOn(process.stderr);
export const stdoutIsTerminal = process.stdout.isTTY === true;
