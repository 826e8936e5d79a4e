// `npm pack` calls this: the package carries the built kernels, so that no user compiles one.
import { copyFileSync, mkdirSync } from "node:fs";
import { register } from "tsx/esm/api";
import { bootstrap, ROOT } from "./bootstrap.mjs";

bootstrap();
register({ tsconfig: false });
const { buildKernel } = await import("../host/toolchain/kernel.ts");
for (const board of ["pc-vmm"]) {
  const { file } = await buildKernel({ board, onProgress: (message) => process.stderr.write(`${message}\n`) });
  const folder = `${ROOT}dist/kernel/${board}`;
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, `${folder}/kernel.elf`);
}
