// `npm test [-- options]`: whatever is needed first, then the tests.
import { bootstrap, ROOT } from "./bootstrap.mjs";

bootstrap();
process.chdir(ROOT);
const bin = `${ROOT}node_modules/vitest/vitest.mjs`;
process.argv = [process.execPath, bin, "run", ...process.argv.slice(2)];
await import("../node_modules/vitest/vitest.mjs");
