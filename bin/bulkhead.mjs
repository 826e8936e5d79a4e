#!/usr/bin/env node
// Starts the command line, which is TypeScript and runs without a build step.
import { register } from "tsx/esm/api";

register({ tsconfig: false });
const { main } = await import("../host/cli/main.ts");
process.exitCode = await main(process.argv.slice(2));
