/**
 * `npx tsx tests/conformity/accept.ts CONSOLE...` takes what the programs said, files of console output, for what
 * docs/arinc653-services.md calls tested; `npm run abi` then writes it there. Refuses while a case fails.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { conformityResults } from "./results.js";

const ACCEPTED = fileURLToPath(new URL("../../abi/apex/conformity.json", import.meta.url));

const { passed, failed } = conformityResults(process.argv.slice(2).map((file) => readFileSync(file, "utf8")));
for (const [id, actual] of failed) console.error(`failed: ${id} returned ${actual}`);
if (failed.length > 0) process.exitCode = 1;
else writeFileSync(ACCEPTED, `${JSON.stringify(passed, null, 2)}\n`);
