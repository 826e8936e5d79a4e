/** For developers: builds one thing and tells how long it took. `npx tsx host/toolchain/main.ts kernel` */
import { buildKernel } from "./kernel.js";
import { ToolchainError } from "./toolchain-error.js";

async function main(): Promise<number> {
  const [what] = process.argv.slice(2);
  if (what !== "kernel") {
    console.error("usage: npx tsx host/toolchain/main.ts kernel");
    return 1;
  }
  const started = performance.now();
  try {
    const { file, content } = await buildKernel({ board: "pc-vmm", onProgress: (message) => console.error(message) });
    console.log(`${file}: ${content.length} bytes, ${Math.round(performance.now() - started)} ms`);
    return 0;
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    for (const { code, message, file, line, column, frame, remedy } of error.faults) {
      console.error(
        [`${file ?? ""}:${line ?? ""}:${column ?? ""}: ${code}: ${message}`, frame, remedy].filter(Boolean).join("\n"),
      );
    }
    return 1;
  }
}

process.exitCode = await main();
