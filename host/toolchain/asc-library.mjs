// What the compiler's own library lacks for programs with several threads in one memory. Plain JavaScript, for the thread
// that runs the compiler.
//
// - `rt/plain-tlsf`, `rt/plain-itcms`: allocator and collector once more, but none of the program's names lead to them:
//   partition/ts/heap.ts stands before them, which lets one thread in at a time and knows all the stacks.
// - `util/number`: the digits of a float are put together in memory that a variable names, since each process has its
//   own copies of the library's variables (processes.ts); else they would share it.

const HIDDEN =
  /\/\/ @ts-ignore: decorator\n@global @unsafe\n(?=export function __(new|renew|link|pin|unpin|collect|visit|alloc|realloc|free)\()/g;

const COLLECTOR = [
  [HIDDEN, ""],
  // The barrier of heap.ts looks at colours itself.
  ["@lazy let white = 0;", "@lazy export let white = 0;"],
  [/(function visitStack\(cookie: u32\): void \{\n)[^}]*\}\n\}/, "$1  __visit_stacks(cookie);\n}"],
  [
    "if (total >= threshold) interrupt();",
    "if (total >= threshold) {\n    if (__may_collect()) interrupt();\n    else threshold = total + GRANULARITY;\n  }",
  ],
];

const ALLOCATOR = [
  [HIDDEN, ""],
  [
    "if (memory.grow(pagesNeeded) < 0) unreachable();",
    "if (memory.grow(pagesNeeded) < 0) {\n      __make_room();\n      return;\n    }",
  ],
  ["if (DEBUG) assert(block); // must be found now", "if (!block) __out_of_memory();"],
];

const NUMBERS = [
  ["@lazy @inline const dtoa_buf = memory.data(MAX_DOUBLE_LENGTH << 1);", "@lazy let dtoa_buf: usize = 0;"],
  [
    "let size = dtoa_core(dtoa_buf, value, isSingle) << 1;",
    "if (!dtoa_buf) dtoa_buf = __alloc(MAX_DOUBLE_LENGTH << 1);\n  let size = dtoa_core(dtoa_buf, value, isSingle) << 1;",
  ],
];

/** Adds to the compiler's library, a dictionary of sources by path. */
export function adaptLibrary(library) {
  library["rt/plain-itcms"] = changed(library, "rt/itcms", COLLECTOR);
  library["rt/plain-tlsf"] = changed(library, "rt/tlsf", ALLOCATOR);
  library["util/number"] = changed(library, "util/number", NUMBERS);
}

function changed(library, path, changes) {
  let text = library[path].replaceAll("\r\n", "\n");
  for (const [found, instead] of changes) {
    const after = text.replace(found, instead);
    if (after === text) throw new Error(`this AssemblyScript is not the one expected: ${path} has no ${found}`);
    text = after;
  }
  return text;
}
