/** A partition in TypeScript: AssemblyScript with its garbage collector, to C, and with `partition/ts/runtime` to ELF. */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Board } from "../config/model.js";
import { compileTypeScript, type TypeScriptJob } from "./assemblyscript.js";
import { LIBRARY } from "./c-api.js";
import { findCompiler } from "./c-compiler.js";
import { type Build, compileAll, link, partitionFlags } from "./c-program.js";
import { CODES } from "./codes.js";
import { buildDirectory, PACKAGE_ROOT } from "./directories.js";
import { filesIn, withScratch } from "./files.js";
import { findProgramFaults } from "./findings.js";
import { fieldsOf, makesProcesses, oneThread, separateInstances, severalThreads } from "./processes.js";
import { incrementally } from "./stamp.js";
import { failure, ToolchainError } from "./toolchain-error.js";
import { toolchainSources, toolVersions } from "./versions.js";
import { instantiation, type Translation, translate } from "./wasm2c.js";

const SOURCES = join(PACKAGE_ROOT, "partition", "ts");
const RUNTIME = join(SOURCES, "runtime");
/** What a TypeScript partition needs of the C library. */
const LIBRARY_PARTS = [
  "console.c",
  "note.S",
  "libc/bits.c",
  "libc/division.c",
  "libc/string/memory.c",
  "libc/string/strings.c",
];
/** Where static data start: LINEAR_MEMORY of `partition/ts/runtime/link.ld`. */
const MEMORY_BASE = 0x400000;
/** Of the first thread, at most. */
const SHADOW_STACK_BYTES = "32768";
/** The runtime's name for the compiler, which looks for it beside the program. */
const HEAP = "bulkhead-heap";

export async function buildTypeScriptProgram(entry: string, build: Build): Promise<Uint8Array> {
  const compiler = await findCompiler("x87");
  const runtime = await filesIn(RUNTIME, ".c", ".h", ".S", ".ld");
  const library = LIBRARY_PARTS.map((name) => join(LIBRARY, name));
  const recipe = {
    output: build.output,
    salt: [toolVersions(), compiler.identity, build.board, entry].join("\n"),
    inputs: [entry, ...runtime, ...library, ...(await toolchainSources())],
  };
  return incrementally(recipe, () =>
    withScratch(join(buildDirectory(), "objects"), async (scratch) => {
      build.onProgress(`compiling ${build.name}: TypeScript to WebAssembly`);
      const job: TypeScriptJob = {
        entry,
        baseDirectory: dirname(entry),
        runtime: HEAP,
        memoryBase: MEMORY_BASE,
        libraries: { "bulkhead/partition": SOURCES, "bulkhead/apex.ts": join(SOURCES, "apex.ts") },
        substitutes: { [join(dirname(entry), `${HEAP}.ts`)]: join(SOURCES, "heap.ts") },
        options: ["--stackSize", SHADOW_STACK_BYTES],
      };
      const module = await compileTypeScript(job);
      const translation = await translate(module, "program", scratch);
      const faults = await findProgramFaults(job, translation, await providedImports(runtime), build.board);
      if (faults.length > 0) throw new ToolchainError(faults);
      const fields = fieldsOf(await readFile(join(scratch, "module.h"), "utf8"));
      const several = makesProcesses(translation);
      if (several) {
        const module = join(scratch, "module.c");
        await writeFile(module, separateInstances(await readFile(module, "utf8"), fields));
      }
      const threads = several ? severalThreads(fields) : oneThread(fields);
      await writeFile(join(scratch, "entries.c"), threads + entriesOf(translation, entry, build.board));
      build.onProgress(`compiling ${build.name}: C to i386 machine code`);
      const flags = [`-I${join(import.meta.dirname, "wasm")}`, ...partitionFlags(build.board), "-w"];
      const parts = ["math.c", "start.S", ...(several ? ["process.S"] : [])];
      const support = parts.map((name) => join(RUNTIME, name));
      const common = [
        ...(await compileAll(library, partitionFlags(build.board), compiler, build)),
        ...(await compileAll(support, flags, compiler, build)),
      ];
      const object = join(scratch, "program.o");
      const header = `-DBULKHEAD_THREADS="${several ? "processes.h" : "one-thread.h"}"`;
      await compiler.run([...flags, header, `-I${scratch}`, "-c", join(RUNTIME, "program.c"), "-o", object]);
      const content = await link([...common, object], join(RUNTIME, "link.ld"), compiler, scratch);
      return { content, discovered: module.inputs };
    }),
  );
}

/** What the runtime's headers implement: `struct w2c_<module>` is the first parameter of each. */
async function providedImports(runtime: readonly string[]): Promise<Set<string>> {
  const provided = new Set<string>();
  for (const file of runtime.filter((name) => name.endsWith(".h"))) {
    const text = await readFile(file, "utf8");
    for (const [, module, name] of text.matchAll(/\bw2c_([a-z]+)_(\w+)\(struct w2c_/g)) {
      const plain = name!.replace(/0x([0-9A-F]{2})/g, (_, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      );
      provided.add(`${module}.${plain}`);
    }
  }
  return provided;
}

/** How the runtime enters the program: its top level, and its handler of virtual interrupts if it exports one. */
function entriesOf(translation: Translation, entry: string, board: Board): string {
  const handler = translation.exports.find(({ name }) => name === "onInterrupt");
  if (handler && (handler.result !== "void" || handler.parameters.join() !== "u32")) {
    const remedy = "export function onInterrupt(line: u32): void";
    throw failure(CODES.typescript, "onInterrupt takes the line and returns nothing", { file: entry, remedy });
  }
  if (handler && board === "pc") {
    const remedy = 'board: "pc-vmm", or no onInterrupt';
    throw failure(CODES.hypercall, "the plain board has no virtual interrupts to handle", { file: entry, remedy });
  }
  const attach = handler ? "  bulkhead_irq_register(BULKHEAD_ALL_LINES, (bulkhead_handler)partition_upcall);\n" : "";
  const handled = handler
    ? "w2c_program_onInterrupt(&program_instance, line)"
    : board === "pc"
      ? "(void)line"
      : "bulkhead_clear_pending(line)";
  return `extern const char partition_upcall[];
__asm__(".globl partition_memory_end\\n.set partition_memory_end, ${translation.memoryEnd}");

void partition_interrupt(u32 line);
void partition_interrupt(u32 line) { ${handled}; }

static void partition_main(void) {
${attach}  ${instantiation("program", translation, "(void*)&first_thread")}
}
`;
}
