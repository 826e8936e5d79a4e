/**
 * Builds the kernel of a board: TypeScript to WebAssembly to C, and with the board's assembly to a Multiboot ELF.
 * The kernel does not depend on any system, so that this runs once for a change of the kernel itself.
 */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Board } from "../config/model.js";
import { compileTypeScript, type TypeScriptJob } from "./assemblyscript.js";
import { findCompiler } from "./c-compiler.js";
import { CODES } from "./codes.js";
import { buildDirectory, hasKernelSources, PACKAGE_ROOT } from "./directories.js";
import { exists, filesBelow, filesIn, withScratch, writeAtomically } from "./files.js";
import { findKernelFaults } from "./findings.js";
import { functionAttributes } from "./inlining.js";
import { incrementally, type Made } from "./stamp.js";
import { failure, ToolchainError } from "./toolchain-error.js";
import { toolchainSources, toolVersions } from "./versions.js";
import { instantiation, type Translation, translate } from "./wasm2c.js";

export interface KernelRequest {
  readonly board: Board;
  /** Told before each step that takes time. */
  readonly onProgress?: (message: string) => void;
}

export interface Kernel {
  /** The ELF file, with symbols. */
  readonly file: string;
  readonly content: Uint8Array;
}

/** Where the kernel's static data starts (KERNEL_BASE + 2 MiB); `kernel/x86/link.ld` keeps its image below. */
const MEMORY_BASE = 0xc0200000;

/** What the C compiler can't do in AssemblyScript's stead: it does not see that a global never changes. */
const CONSTANTS_FOLDED = "simplify-globals,propagate-globals-globally,precompute,vacuum,remove-unused-module-elements";

/** The board's kernel: the one that the package carries, or built from its sources where they are here. */
export async function buildKernel({ board, onProgress = () => {} }: KernelRequest): Promise<Kernel> {
  if (!hasKernelSources()) {
    const file = join(PACKAGE_ROOT, "dist", "kernel", board, "kernel.elf");
    const content = await readFile(file).catch(() => undefined);
    if (content) return { file, content };
    throw failure(CODES.sourceMissing, "this installation of Bulkhead has no kernel", {
      file,
      remedy: "Install the package anew",
    });
  }
  const file = join(buildDirectory(), "kernel", board, "kernel.elf");
  return { file, content: await buildKernelFrom(PACKAGE_ROOT, board, file, onProgress) };
}

/** Builds the sources under `root`/kernel into `output`, unless that is current. */
export async function buildKernelFrom(
  root: string,
  board: string,
  output: string,
  onProgress: (message: string) => void,
): Promise<Uint8Array> {
  const compiler = await findCompiler("integer");
  const folders = ["x86", "wasm", "generated", `bsp/${board}`].map((name) => join(root, "kernel", name));
  const native = (await Promise.all(folders.map((folder) => filesIn(folder, ".S", ".c", ".h", ".ld")))).flat();
  // Hashed before the compiler reads them: one that changes meanwhile must not count as current.
  const sources = await filesBelow(join(root, "kernel"), ".ts");
  const recipe = {
    output,
    salt: [toolVersions(), compiler.identity, ...native].join("\n"),
    inputs: [...native, ...sources, ...(await toolchainSources())],
  };
  const scratchParent = join(dirname(output), "scratch");
  return incrementally(recipe, () =>
    withScratch(scratchParent, async (scratch): Promise<Made> => {
      onProgress("compiling the kernel: TypeScript to WebAssembly");
      const job: TypeScriptJob = {
        entry: join(root, "kernel", "bsp", board, "main.ts"),
        baseDirectory: root,
        runtime: "kernel/wasm/runtime",
        memoryBase: MEMORY_BASE,
        options: ["--stackSize", "0"],
        // Functions stay as they are written: what becomes part of what is the C compiler's to decide, and ours.
        optimization: ["--optimizeLevel", "0", "--runPasses", CONSTANTS_FOLDED],
      };
      const module = await compileTypeScript(job);
      onProgress("compiling the kernel: WebAssembly to C");
      const attributes = await functionAttributes(root, sources);
      const translation = await translate(module, "kernel", scratch, attributes);
      const faults = await findKernelFaults(job, translation);
      if (faults.length > 0) throw new ToolchainError(faults);
      await writeFile(join(scratch, "entries.c"), entriesOf(translation));
      onProgress("compiling the kernel: C to i386 machine code");
      const elf = join(scratch, "kernel.elf");
      const units = native.filter((file) => file.endsWith(".S") || file.endsWith(".c"));
      const kept = dirname(output);
      await compiler.run([
        ...["-w", "-fomit-frame-pointer", "-nostdlib", "-static", "-Wl,--build-id=none", "-Wl,--entry=start_phys"],
        ...[join(root, "kernel"), scratch, join(import.meta.dirname, "wasm")].map((folder) => `-I${folder}`),
        // The debugger finds the translation where it is kept, not in the scratch folder.
        `-ffile-prefix-map=${scratch}=${kept}`,
        ...["-T", join(root, "kernel", "x86", "link.ld"), ...units, "-o", elf],
      ]);
      await keep(scratch, kept);
      return { content: await readFile(elf), discovered: module.inputs };
    }),
  );
}

/** The intermediate files, for people: what the TypeScript became. */
async function keep(scratch: string, folder: string): Promise<void> {
  for (const name of ["module.wasm", "module.c", "module.h", "entries.c"]) {
    const file = join(scratch, name);
    if (await exists(file)) await writeAtomically(join(folder, name), await readFile(file));
  }
}

/**
 * The C functions that assembly calls. `boot` comes first of all and brings globals and static data to life. One that
 * answers with a number never returns: it leaves the kernel with that answer (`kernel/wasm/kernel.c`). The linker script
 * takes the end of linear memory, `kernel_heap_base`, from here.
 */
function entriesOf(translation: Translation): string {
  const { exports, memoryEnd } = translation;
  const functions = exports.map(({ name, result, parameters }) => {
    const declared = parameters.map((type, at) => `${type} argument${at}`).join(", ") || "void";
    const passed = ["&kernel_instance", ...parameters.map((_, at) => `argument${at}`)].join(", ");
    const first = name === "boot" ? `  ${instantiation("kernel", translation)}\n` : "";
    const call = `w2c_kernel_${name}(${passed})`;
    const kind = result === "void" ? "" : "LEAVING ";
    const body = result === "void" ? call : `leave(${call})`;
    return `${kind}void kernel_${name}(${declared});\nvoid kernel_${name}(${declared}) {\n${first}  ${body};\n}\n`;
  });
  const end = `__asm__(".globl kernel_heap_base\\n.set kernel_heap_base, ${memoryEnd}");\n`;
  return [end, ...functions].join("\n");
}
