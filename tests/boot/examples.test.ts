/** Each example on each machine, against its expected output (`expected.ts`). */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACCEPT, comparable, readExpected, writeExpected } from "./expected.js";
import { finish, missing, TARGETS } from "./run-on.js";

const EXAMPLES = join(import.meta.dirname, "..", "..", "examples");
const TIMEOUT_MS = 240_000;

const folders = readdirSync(EXAMPLES).filter((folder) => existsSync(join(EXAMPLES, folder, "expected.txt")));

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    test.each(folders)(
      "%s",
      async (folder) => {
        const file = join(EXAMPLES, folder, "expected.txt");
        const { frames, ports, lines } = await readExpected(file);
        // Its files lie in the example's folder.
        const placed = ports.map((port) => port.replace("=file:", `=file:${join(EXAMPLES, folder)}/`));
        const finished = await finish(target, join(EXAMPLES, folder, "system.ts"), frames, { ports: placed });
        const { transcript, stdout } = finished;
        transcript.mustHaveEnded();
        const seen = [...transcript.lines.map(comparable), ...stdout.split("\n").slice(0, -1)];
        // What v86 shows is written, and QEMU must show the same.
        if (ACCEPT && target === "v86") await writeExpected(file, { frames, ports, lines: seen });
        else expect(seen).toEqual(lines);
      },
      TIMEOUT_MS,
    );
  });
}
