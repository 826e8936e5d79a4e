/** Takes what passed for what docs/arinc653-services.md calls tested; `npm run abi` then writes it there. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ConformityResults } from "./results.js";

const ACCEPTED = fileURLToPath(new URL("../../abi/apex/conformity.json", import.meta.url));

export function accept({ passed }: ConformityResults): void {
  writeFileSync(ACCEPTED, `${JSON.stringify(passed, null, 2)}\n`);
}
