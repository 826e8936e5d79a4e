// `npm pack` calls this: the package carries the built kernels, so that no user compiles one.
import { copyFileSync, mkdirSync } from "node:fs";
import { register } from "tsx/esm/api";
import { bootstrap, ROOT } from "./bootstrap.mjs";

bootstrap();
register({ tsconfig: false });
const { buildKernel } = await import("../host/toolchain/kernel.ts");
const { BOARDS } = await import("../host/config/model.ts");
const onProgress = (message) => process.stderr.write(`${message}\n`);
for (const board of BOARDS) {
  const { file } = await buildKernel({ board, onProgress }).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  const folder = `${ROOT}dist/kernel/${board}`;
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, `${folder}/kernel.elf`);
}
