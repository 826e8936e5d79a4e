/** Runs a system file and checks what it exports. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import { checkSystem } from "./check.js";
import { codeFrame } from "./code-frame.js";
import { CODES } from "./codes.js";
import { ConfigError, type Fault } from "./fault.js";
import { type Place, SystemSource } from "./locate.js";
import type { System } from "./model.js";

const EXAMPLE = "export default defineSystem({ ... })";

/** The system that the file at `path` describes. Throws a ConfigError with all of its faults. */
export async function loadSystem(path: string, onWarning?: (warning: Fault) => void): Promise<System> {
  const file = resolve(path);
  const text = readSource(file);
  const value = await importDefault(file, text);
  if (typeof value !== "object" || value === null) {
    const message = value === undefined ? "the file has no default export" : "the default export is no system";
    throw new ConfigError([{ code: CODES.NO_SYSTEM, message, file, remedy: EXAMPLE }]);
  }
  return checkSystem(value as Record<string, unknown>, new SystemSource(file, text), onWarning);
}

function readSource(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message =
      code === "ENOENT" ? "there is no such file" : `the file cannot be read: ${(error as Error).message}`;
    throw new ConfigError([{ code: CODES.NO_FILE, message, file }]);
  }
}

async function importDefault(file: string, text: string): Promise<unknown> {
  try {
    const module = await tsImport(pathToFileURL(file).href, { parentURL: import.meta.url, tsconfig: false });
    // In a package without "type": "module" the file is CommonJS, and its exports are the default one.
    const exported = (module as { default?: unknown }).default;
    return isModule(exported) ? exported.default : exported;
  } catch (error) {
    throw new ConfigError([syntaxFault(error) ?? importFault(error, file, text)]);
  }
}

const isModule = (value: unknown): value is { default?: unknown } =>
  typeof value === "object" && value !== null && "__esModule" in value;

/** The compiler's own error: `Transform failed with 1 error:\n/path/system.ts:3:5: ERROR: Expected "}"`. */
function syntaxFault(error: unknown): Fault | undefined {
  const [, path, line, column, message] = /^(.+?):(\d+):(\d+): ERROR: (.*)$/m.exec(messageOf(error)) ?? [];
  if (!path || !message) return undefined;
  const file = path.startsWith("file:") ? fileURLToPath(path) : resolve(path);
  return { code: CODES.SYNTAX, message, ...place(file, Number(line), Number(column) + 1) };
}

function importFault(error: unknown, file: string, text: string): Fault {
  const message = messageOf(error).split("\n", 1)[0]!;
  const [, missing] = /^Cannot find (?:package|module) '([^']+)'/.exec(message) ?? [];
  if (missing) {
    const offset = text.indexOf(missing);
    const where = offset >= 0 ? new SystemSource(file, text).placeOf(offset, offset + missing.length) : { file };
    const remedy = /^[./]|^file:/.test(missing) ? undefined : "npm install, in the folder of the project";
    return { code: CODES.THREW, message: `cannot find "${missing}"`, ...where, ...(remedy && { remedy }) };
  }
  const where = thrownAt(error) ?? { file };
  return { code: CODES.THREW, message: `the system file threw: ${message}`, ...where };
}

/** The innermost frame of the user's own TypeScript. */
function thrownAt(error: unknown): Place | undefined {
  const here = fileURLToPath(new URL("..", import.meta.url));
  for (const frame of stackOf(error).split("\n")) {
    const [, path, line, column] = /(?:\(|at )([^()\s]+\.[cm]?ts)(?:\?[^:()]*)?:(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (!path) continue;
    const file = path.startsWith("file:") ? fileURLToPath(path) : path;
    // Below lies our own code: whoever called it.
    return file.startsWith(here) ? undefined : place(file, Number(line), Number(column));
  }
  return undefined;
}

function place(file: string, line: number, column: number): Place {
  try {
    return { file, line, column, frame: codeFrame(readFileSync(file, "utf8"), line, column) };
  } catch {
    return { file, line, column };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? "") : "");
