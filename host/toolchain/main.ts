/** For developers: builds the kernels and tells how long it took. `npx tsx host/toolchain/main.ts kernel [BOARD...]` */
import { BOARDS, type Board } from "../config/model.js";
import { buildKernel } from "./kernel.js";
import { ToolchainError } from "./toolchain-error.js";

async function main(): Promise<number> {
  const [what, ...boards] = process.argv.slice(2);
  if (what !== "kernel" || boards.some((board) => !BOARDS.includes(board as Board))) {
    console.error(`usage: npx tsx host/toolchain/main.ts kernel [${BOARDS.join("|")}]`);
    return 1;
  }
  const onProgress = (message: string): void => console.error(message);
  try {
    for (const board of boards.length > 0 ? (boards as Board[]) : BOARDS) {
      const started = performance.now();
      const { file, content } = await buildKernel({ board, onProgress });
      console.log(`${file}: ${content.length} bytes, ${Math.round(performance.now() - started)} ms`);
    }
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
