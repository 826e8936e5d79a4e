#!/usr/bin/env node
// Starts the command line, which is TypeScript and runs without a build step.
import { register } from "tsx/esm/api";

// The reader has seen enough: `bulkhead run system.ts | head`.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

register({ tsconfig: false });
const { main } = await import("../host/cli/main.ts");
process.exitCode = await main(process.argv.slice(2));
