import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../toolchain/directories.js";

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "bulkhead-watch-"));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(PACKAGE_ROOT, join(project, "node_modules", "bulkhead"), "junction");
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true }));

const program = (says: string): string => `#include <stdio.h>\nint main(void) { puts("${says}"); return 0; }\n`;
const endless = (says: string): string =>
  program(says)
    .replace("return 0;", "for (;;) bulkhead_window_yield();")
    .replace("<stdio.h>", "<bulkhead/bulkhead.h>\n#include <stdio.h>");
const system = (frame: string): string => `import { defineSystem } from "bulkhead";
export default defineSystem({
  name: "watched",
  partitions: { guest: { sources: ["guest/guest.c"], memory: "1MiB" } },
  schedule: { frame: "${frame}", windows: [{ partition: "guest", duration: "4ms" }] },
});
`;
const write = (name: string, text: string): void => writeFileSync(join(project, name), text);

beforeEach(() => {
  mkdirSync(join(project, "guest"), { recursive: true });
  write("guest/guest.c", program("first"));
  write("system.ts", system("10ms"));
});

/** A command that goes on until it is told to end. */
class Watching {
  said = "";
  private readonly child;
  readonly ended: Promise<number | null>;
  private heard: () => void = () => {};

  constructor(...args: string[]) {
    this.child = spawn(process.execPath, [join(PACKAGE_ROOT, "bin", "bulkhead.mjs"), ...args], {
      cwd: project,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
    });
    this.ended = new Promise((resolve) => this.child.once("close", resolve));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on("data", (bytes: Buffer) => {
        this.said += bytes.toString();
        this.heard();
      });
    }
  }

  /** What was said since, up to `text`. */
  async until(text: string): Promise<string> {
    while (!this.said.includes(text)) {
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
    const end = this.said.indexOf(text) + text.length;
    const part = this.said.slice(0, end);
    this.said = this.said.slice(end);
    return part;
  }

  end(): void {
    this.child.kill("SIGINT");
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}

let watching: Watching | undefined;
afterEach(async () => {
  watching?.kill();
  await watching?.ended;
});

const WAITING = "waiting for a change; Ctrl-C ends\n";

test("run --watch builds and runs again what has changed, tells faults, and goes on when they are mended", async () => {
  watching = new Watching("run", "system.ts", "--watch", "--frames", "2");
  expect(await watching.until(WAITING)).toContain("guest | first\n");

  write("guest/guest.c", program("second"));
  const second = await watching.until(WAITING);
  expect(second).toContain(`changed: ${join("guest", "guest.c")}\n`);
  expect(second).toContain("guest | second\n");

  write("guest/guest.c", "int main(void) { return wrong; }\n");
  const wrong = await watching.until(WAITING);
  expect(wrong).toContain("guest.c:1:25");
  expect(wrong).not.toContain("guest |");

  write("guest/guest.c", program("third"));
  expect(await watching.until(WAITING)).toContain("guest | third\n");

  write("system.ts", system("20ms").replace('"watched"', '"renamed"'));
  expect(await watching.until(WAITING)).toContain("changed: system.ts\n");

  watching.end();
  expect(await watching.ended).toBe(0);
}, 120_000);

test("what changes nothing in the image runs nothing again", async () => {
  watching = new Watching("run", "system.ts", "--watch", "--frames", "2");
  await watching.until(WAITING);
  write("notes.txt", "nothing of the system");
  write("guest/guest.c", program("first"));
  // Had one of the two been told, it would be told before this.
  write("guest/guest.c", program("other"));
  const said = await watching.until(WAITING);
  expect(said).toContain("guest | other\n");
  expect(said).not.toContain("guest | first\n");
  watching.end();
  expect(await watching.ended).toBe(0);
}, 120_000);

test("check --watch checks again, and says as JSON what changed", async () => {
  watching = new Watching("check", "system.ts", "--watch", "--json");
  await watching.until(WAITING);
  write("system.ts", system("1ms"));
  const said = await watching.until(WAITING);
  expect(said).toContain('{"kind":"changed","files":["system.ts"]}\n');
  expect(said).toContain('"code":"BH1042"');
  watching.end();
  expect(await watching.ended).toBe(0);
}, 120_000);

test("a run that goes on is ended by the change, and the last by Ctrl-C", async () => {
  write("guest/guest.c", endless("first"));
  watching = new Watching("run", "system.ts", "--watch", "--for", "1000s", "--realtime");
  await watching.until("guest | first\n");
  write("guest/guest.c", endless("second"));
  await watching.until("guest | second\n");
  expect(watching.said).not.toContain(WAITING);
  watching.end();
  expect(await watching.ended).toBe(0);
}, 120_000);
