/** What clang, gcc and their linkers print, read back into faults. */
import { isAbsolute, resolve } from "node:path";
import { codeFrame } from "../config/code-frame.js";
import type { Fault } from "../config/fault.js";
import { CODES } from "./codes.js";

type ReadSource = (file: string) => Promise<string | undefined>;

const AT_SOURCE = /^(.+?):(\d+):(?:(\d+):)? (?:fatal )?error: (.*)$/;
const AT_LINK = /^(?:.*?ld(?:\.lld)?: |ld\.lld: )?error: (.*)$/;
const GNU_UNDEFINED = /undefined reference to [`'](.*)'/;
const REFERENCED = /referenced by (.+?):(\d+)/;

/** The errors, in order, each once; warnings and notes are left out but for where a missing symbol is used. */
export async function parseDiagnostics(text: string, readSource: ReadSource): Promise<Fault[]> {
  const faults: Fault[] = [];
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const source = AT_SOURCE.exec(line);
    if (source) {
      faults.push(await sourceFault(source, readSource));
      continue;
    }
    const undefinedSymbol = GNU_UNDEFINED.exec(line)?.[1];
    const link = undefinedSymbol ? `undefined symbol: ${undefinedSymbol}` : AT_LINK.exec(line)?.[1];
    if (link === undefined || /^linker command failed|^ld returned|too many errors/.test(link)) continue;
    faults.push(await linkFault(link, lines.slice(at + 1, at + 3), readSource));
  }
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = `${fault.file}:${fault.line}:${fault.message}`;
    return !seen.has(key) && seen.add(key);
  });
}

async function sourceFault(match: RegExpExecArray, readSource: ReadSource): Promise<Fault> {
  const [, path, lineText, columnText, message] = match;
  const file = absolute(path!);
  const line = Number(lineText);
  const column = columnText === undefined ? 1 : Number(columnText);
  const source = await readSource(file);
  const frame = source === undefined ? undefined : codeFrame(source, line, column);
  return { code: CODES.c, message: withoutOption(message!), file, line, column, frame };
}

async function linkFault(message: string, following: readonly string[], readSource: ReadSource): Promise<Fault> {
  const fault: Fault = { code: CODES.link, message: readable(message) };
  const reference = following.map((line) => REFERENCED.exec(line)).find((match) => match !== null);
  if (!reference) return fault;
  const file = absolute(reference[1]!);
  const line = Number(reference[2]);
  const source = await readSource(file);
  if (source === undefined) return fault;
  return { ...fault, file, line, column: 1, frame: codeFrame(source, line, 1) };
}

function readable(message: string): string {
  const symbol = /^undefined symbol: (.*)$/.exec(message)?.[1];
  return symbol === undefined ? message : `nothing defines "${symbol}", which the program uses`;
}

/** `… [-Wsomething]`: which warning an error was made of is no news to the user. */
const withoutOption = (message: string): string => message.replace(/ \[-W[^\]]*\]$/, "");

const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(path));
