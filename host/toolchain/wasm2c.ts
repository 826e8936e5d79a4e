/** WebAssembly to C: runs wabt's wasm2c and fits its output to a linear memory that is the address space. */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { TypeScriptModule } from "./assemblyscript.js";
import { CODES } from "./codes.js";
import { attributeFunctions, type FunctionAttributes } from "./inlining.js";
import { applyLines, markLines } from "./line-markers.js";
import { run } from "./process.js";
import { failure } from "./toolchain-error.js";

const require = createRequire(import.meta.url);
const PAGE_BYTES = 0x10000;

export interface Translation {
  /** The C source as wasm2c wrote it. */
  readonly source: string;
  readonly exports: readonly ExportedFunction[];
  readonly imports: readonly ImportedFunction[];
  /** First address past the linear memory that the module has at its start. */
  readonly memoryEnd: number;
}

export interface ImportedFunction {
  readonly module: string;
  readonly name: string;
}

export interface ExportedFunction {
  readonly name: string;
  /** C type, `void` or one of wasm2c's. */
  readonly result: string;
  readonly parameters: readonly string[];
}

/**
 * Writes `module.c` and `module.h` into `folder`, which is the caller's. The module's C name is `name`: its functions
 * are `w2c_<name>_…`, all static; `attributes` are of those.
 */
export async function translate(
  module: TypeScriptModule,
  name: string,
  folder: string,
  attributes: FunctionAttributes = new Map(),
): Promise<Translation> {
  const input = join(folder, "module.wasm");
  const output = join(folder, "module.c");
  const { wasm, places } = markLines(module.wasm, module.sourceMap);
  await writeFile(input, wasm);
  const script = join(require.resolve("wabt/package.json"), "..", "bin", "wasm2c");
  const { status, stderr } = await run(process.execPath, [script, input, "-n", name, "-o", output]);
  if (status !== 0) throw failure(CODES.compilerFailed, `the translation to C failed: ${stderr.trim()}`);
  const source = await readFile(output, "utf8");
  const header = await readFile(join(folder, "module.h"), "utf8");
  const pages = /wasm_rt_allocate_memory\(&instance->w2c_memory, (\d+),/.exec(source)?.[1];
  if (pages === undefined) throw failure(CODES.compilerFailed, "the translation to C has no linear memory");
  const fitted = attributeFunctions(adapt(source), name, attributes);
  await writeFile(output, applyLines(fitted, places, output, module.fileOf));
  await writeFile(join(folder, "module.h"), internalize(header));
  return {
    source,
    exports: exportsOf(header, name),
    imports: [...header.matchAll(/^\/\* import: '([^']*)' '([^']*)' \*\/$/gm)].map((match) => ({
      module: match[1]!,
      name: match[2]!,
    })),
    memoryEnd: Number(pages) * PAGE_BYTES,
  };
}

/** Replaces what wasm2c's prelude assumes of a linear memory: a base, a size to check, loads that must not vanish. */
function adapt(source: string): string {
  const replacements = [
    [
      /#define MEM_ADDR\(mem, addr, n\) &\(\(mem\)->data\[addr\]\)/,
      "#define MEM_ADDR(mem, addr, n) ((u8*)(uintptr_t)(u32)(addr))",
    ],
    [/#define RANGE_CHECK\(mem, offset, len\)(.*\\\n)*.*\n/, "#define RANGE_CHECK(mem, offset, len)\n"],
    [/#define FORCE_READ_INT\(var\) __asm__.*/, "#define FORCE_READ_INT(var)"],
    [
      /#define FORCE_READ_FLOAT\(var\) __asm__.*\n#else\n#define FORCE_READ_FLOAT\(var\) __asm__.*/,
      "#define FORCE_READ_FLOAT(var)\n#else\n#define FORCE_READ_FLOAT(var)",
    ],
    [/\bmemset\(MEM_ADDR/, "__builtin_memset(MEM_ADDR"],
    [/\bmemmove\(MEM_ADDR/, "__builtin_memmove(MEM_ADDR"],
  ] as const;
  let fitted = source;
  for (const [pattern, text] of replacements) {
    if (!pattern.test(fitted))
      throw failure(CODES.compilerFailed, `this wasm2c is not the one expected: no ${pattern}`);
    fitted = fitted.replace(pattern, text);
  }
  return fitted;
}

/**
 * Everything static: with the one instance known, the C compiler inlines exports and folds the instance away. An export
 * takes in the function that it stands for (EXPORTED, wasm-rt.h): one call less on the kernel's way in.
 */
const internalize = (header: string): string =>
  header
    .replace(/^(\/\* export: .*\*\/\n)(?!extern)/gm, "$1static EXPORTED ")
    .replace(/^(void|wasm_rt_func_type_t) (wasm2c_\w+\()/gm, "static $1 $2");

function exportsOf(header: string, name: string): ExportedFunction[] {
  const pattern = new RegExp(
    `^/\\* export: '([^']*)' \\*/\\n(\\w+) w2c_${name}_\\w+\\(w2c_${name}\\*((?:, \\w+)*)\\);`,
    "gm",
  );
  return [...header.matchAll(pattern)].map((match) => ({
    name: match[1]!,
    result: match[2]!,
    parameters: match[3]!.split(", ").slice(1),
  }));
}

/** The call that brings the instance to life; `imported` is what all imports get as their instance. */
export function instantiation(name: string, { imports }: Translation, imported = "0"): string {
  const modules = new Set(imports.map(({ module }) => module));
  return `wasm2c_${name}_instantiate(${[`&${name}_instance`, ...[...modules].map(() => imported)].join(", ")});`;
}
