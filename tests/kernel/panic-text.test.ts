/** The kernel says for each PANIC value what abi/ says of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENUMERATIONS } from "../../abi/enumerations.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";

const source = readFileSync(join(PACKAGE_ROOT, "kernel", "bsp", "pc", "panic-text.ts"), "utf8");
const panics = ENUMERATIONS.find(({ prefix }) => prefix === "PANIC")!.values;

test.each(panics.map(({ name, doc }) => [name, doc]))("%s", (name, doc) => {
  const labelled = source.includes(`case PANIC_${name}:\n      return changetype<usize>("${doc}")`);
  const byDefault = name === "ASSERTION" && source.includes(`default:\n      return changetype<usize>("${doc}")`);
  expect(labelled || byDefault).toBe(true);
});
