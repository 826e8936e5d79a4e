/**
 * What the C compiler is told about functions of the kernel. It sees the whole kernel, but not what is frequent; the
 * comment before a function says so: `@inline` makes it part of each of its callers, `@apart` of none, `@cold` besides
 * keeps it small and away from the frequent paths. docs/performance.md counts what comes of it.
 */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";

const ATTRIBUTES = { inline: "always_inline", apart: "noinline", cold: "noinline, cold" } as const;

/** The C compiler's attributes, by the name of the C function. */
export type FunctionAttributes = ReadonlyMap<string, string>;

const COMMENTED_FUNCTION = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(?:export )?function (\w+)\(/g;
const TAG = /@(inline|apart|cold)\b/;

/** The attributes that the comments in `files` ask for. Functions are named after their files, from `root`. */
export async function functionAttributes(root: string, files: readonly string[]): Promise<FunctionAttributes> {
  const attributes = new Map<string, string>();
  for (const file of files) {
    const module = relative(root, file).replaceAll("\\", "/").replace(/\.ts$/, "");
    for (const [, comment, name] of (await readFile(file, "utf8")).matchAll(COMMENTED_FUNCTION)) {
      const tag = TAG.exec(comment!)?.[1] as keyof typeof ATTRIBUTES | undefined;
      if (tag !== undefined) attributes.set(mangled(`${module}/${name}`), ATTRIBUTES[tag]);
    }
  }
  return attributes;
}

/** Puts the attributes before the functions of wasm2c's output, whose module is called `name`. */
export function attributeFunctions(source: string, name: string, attributes: FunctionAttributes): string {
  const declaration = new RegExp(`^static (\\w+ w2c_${name}_(\\w+)\\()`, "gm");
  return source.replace(declaration, (whole, rest: string, symbol: string) => {
    const attribute = attributes.get(symbol);
    return attribute === undefined ? whole : `static __attribute__((${attribute})) ${rest}`;
  });
}

/** As wasm2c spells a name in C. */
const mangled = (name: string): string =>
  name.replace(/[^A-Za-z0-9_]/g, (letter) => `0x${letter.charCodeAt(0).toString(16).toUpperCase()}`);
