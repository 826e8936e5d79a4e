/** Compiles the kernel's modules for tests, once, into `build/`. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileTypeScript } from "../../host/toolchain/assemblyscript.js";
import { buildDirectory, PACKAGE_ROOT } from "../../host/toolchain/directories.js";
import { writeAtomically } from "../../host/toolchain/files.js";
import { incrementally } from "../../host/toolchain/stamp.js";
import { toolchainSources, toolVersions } from "../../host/toolchain/versions.js";
import { lowMap, MEMORY_BASE } from "./map.js";

const ENTRY = join(PACKAGE_ROOT, "tests", "kernel", "entry", "index.ts");
const ABI = join(PACKAGE_ROOT, "kernel", "generated", "abi.ts");

/** All that the entry can import: known before it is compiled, so that what changes meanwhile is noticed. */
async function kernelSources(): Promise<string[]> {
  const folders = [join(PACKAGE_ROOT, "kernel"), dirname(ENTRY)];
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => join(folder, name))),
  );
  return names.flat().filter((name) => name.endsWith(".ts"));
}

export async function buildKernelModules(): Promise<WebAssembly.Module> {
  const folder = join(buildDirectory(), "tests", "kernel");
  const abi = join(folder, "abi.ts");
  const inputs = [join(import.meta.dirname, "map.ts"), ...(await kernelSources()), ...(await toolchainSources())];
  const recipe = { output: join(folder, "kernel.wasm"), salt: toolVersions(), inputs };
  const wasm = await incrementally(recipe, async () => {
    await writeAtomically(abi, lowMap(await readFile(ABI, "utf8")));
    const { wasm, inputs } = await compileTypeScript({
      entry: ENTRY,
      baseDirectory: PACKAGE_ROOT,
      runtime: "kernel/wasm/runtime",
      memoryBase: MEMORY_BASE,
      substitutes: { [ABI]: abi },
      options: ["--stackSize", "0", "--importMemory"],
    });
    return { content: wasm, discovered: inputs };
  });
  return new WebAssembly.Module(new Uint8Array(wasm));
}
