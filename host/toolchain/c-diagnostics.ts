/** What clang, gcc and their linkers print, read back into faults. */
import { isAbsolute, resolve } from "node:path";
import { codeFrame } from "../config/code-frame.js";
import type { Fault } from "../config/fault.js";
import { CODES } from "./codes.js";

type ReadSource = (file: string) => Promise<string | undefined>;

const AT_SOURCE = /^(.+?):(\d+):(?:(\d+):)? (?:fatal )?(error|warning): (.*)$/;
/** Where the macro is used whose expansion, a file called <instantiation>, has the error. */
const EXPANDED = /^(.+?):(\d+):(\d+): note: while in macro instantiation/;
const AT_LINK = /^(?:.*?ld(?:\.lld)?: |ld\.lld: )?error: (.*)$/;
const GNU_UNDEFINED = /undefined reference to [`'](.*)'/;
const REFERENCED = /referenced by (.+?):(\d+)/;

export interface Diagnostics {
  readonly errors: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** In order, each once; notes are left out but for where a missing symbol is used. */
export async function parseDiagnostics(text: string, readSource: ReadSource): Promise<Diagnostics> {
  const errors = new Map<string, Fault>();
  const warnings = new Map<string, Fault>();
  const add = (faults: Map<string, Fault>, fault: Fault) => {
    const key = `${fault.file}:${fault.line}:${fault.message}`;
    if (!faults.has(key)) faults.set(key, fault);
  };
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const source = AT_SOURCE.exec(line);
    const link = source ? undefined : linkMessage(line);
    if (source) {
      const use = lines
        .slice(at + 1)
        .map((each) => EXPANDED.exec(each))
        .find((match) => match !== null);
      const place = source[1] === "<instantiation>" && use ? use : source;
      add(source[4] === "error" ? errors : warnings, await sourceFault(place, source[5]!, readSource));
    } else if (link !== undefined) add(errors, await linkFault(link, lines.slice(at + 1, at + 3), readSource));
  }
  return { errors: [...errors.values()], warnings: [...warnings.values()] };
}

function linkMessage(line: string): string | undefined {
  const undefinedSymbol = GNU_UNDEFINED.exec(line)?.[1];
  if (undefinedSymbol) return `undefined symbol: ${undefinedSymbol}`;
  const message = AT_LINK.exec(line)?.[1];
  return message !== undefined && !/^linker command failed|^ld returned|too many errors/.test(message)
    ? message
    : undefined;
}

async function sourceFault(place: RegExpExecArray, message: string, readSource: ReadSource): Promise<Fault> {
  const [, path, lineText, columnText] = place;
  const file = absolute(path!);
  const line = Number(lineText);
  const column = columnText === undefined ? 1 : Number(columnText);
  const source = await readSource(file);
  const frame = source === undefined ? undefined : codeFrame(source, line, column);
  return { code: CODES.c, message: withoutOption(message), file, line, column, frame };
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
