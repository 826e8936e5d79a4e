// `npm start [-- options]`: whatever is needed first, then the demo.
import { bootstrap, ROOT } from "./bootstrap.mjs";

bootstrap();
const bin = `${ROOT}bin/bulkhead.mjs`;
process.argv = [process.execPath, bin, "run", `${ROOT}examples/demo/system.ts`, ...process.argv.slice(2)];
await import("../bin/bulkhead.mjs");
