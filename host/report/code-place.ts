/** Places in programs, for people and for programs. */
import { basename } from "node:path";
import type { CodePlace } from "./events.js";

export const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;

/** `readKernel (rogue.c:42)`, without a line `startWindow+0x1f (schedule.ts)`, without symbols the address. */
export function placeText({ address, location }: CodePlace): string {
  if (!location) return hex(address);
  const { function: name, offsetBytes, line } = location;
  const file = sourceFile(location);
  if (file && line) return `${name} (${basename(file)}:${line})`;
  const place = offsetBytes > 0 ? `${name}+0x${offsetBytes.toString(16)}` : name;
  return file ? `${place} (${basename(file)})` : place;
}

/** The same as members of a JSON object. */
export function placeJson({ address, location }: CodePlace): object {
  return { address, function: location?.function, file: location && sourceFile(location), line: location?.line };
}

/** The line's file, where a line is known: it is another than the function's, for what was inlined into that. */
const sourceFile = ({ module, file }: NonNullable<CodePlace["location"]>): string | undefined =>
  file ?? (module === undefined ? undefined : `${module}.ts`);
