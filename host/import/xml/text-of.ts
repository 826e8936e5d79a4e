/** Times and sizes as a system file writes them, exactly. */
import type { Size, Time } from "../../config/define-units.js";
import { formatSize, formatTime, parseSize, parseTime } from "../../config/units.js";

export function timeText(ns: number): Time {
  const text = formatTime(ns);
  return (parseTime(text) === ns ? text : `${ns}ns`) as Time;
}

export function sizeText(bytes: number): Size {
  const text = formatSize(bytes);
  return (parseSize(text) === bytes ? text : `${bytes}B`) as Size;
}
