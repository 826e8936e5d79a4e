/** Runs an RTEMS program to the line that ends it, on the bare machine and as a guest: both under QEMU's `-icount`. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { findQemu } from "../../host/machine/find-qemu.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";

const END = /^\*\*\* END OF TEST/m;
/** Of the host's time. Some of these programs run for a minute of theirs. */
const TIMEOUT_MS = 120_000;
const POLL_MS = 20;
/**
 * On the bare machine an instruction takes 2^6 ns: with fewer RTEMS's calibration of its delay loop does not end. As a
 * guest it takes 1 ns.
 */
const NATIVE_SHIFT = 6;
export const NATIVE_NS_PER_INSTRUCTION = 2 ** NATIVE_SHIFT;

/** What the program wrote to COM1; undefined if it did not come to its end. */
export async function runNative(elf: string): Promise<string | undefined> {
  return inScratch(async (folder) => {
    const serial = join(folder, "serial");
    await writeFile(serial, "");
    const options = ["-display", "none", "-monitor", "none", "-no-reboot", "-nodefaults", "-no-user-config"];
    const machine = [
      "-machine",
      "pc",
      "-m",
      "128M",
      "-icount",
      `shift=${NATIVE_SHIFT},sleep=off`,
      "-serial",
      `file:${serial}`,
    ];
    const program = ["-kernel", elf, "-append", "--console=/dev/com1"];
    const child = spawn(findQemu()!, [...options, ...machine, ...program], { stdio: "ignore" });
    const exited = new Promise<void>((resolve) => child.on("close", () => resolve()));
    let over = false;
    void exited.then(() => {
      over = true;
    });
    const deadline = performance.now() + TIMEOUT_MS;
    let text = "";
    while (!over && !END.test(text) && performance.now() < deadline) {
      await setTimeout(POLL_MS);
      text = await readFile(serial, "latin1");
    }
    child.kill("SIGKILL");
    await exited;
    text = await readFile(serial, "latin1");
    return END.test(text) ? text.replaceAll("\r", "") : undefined;
  });
}

/** The same as the only guest of a system, whose window is all of the frame. */
export async function runGuest(elf: string): Promise<string | undefined> {
  return inScratch(async (folder) => {
    const system = join(folder, "system.mjs");
    await writeFile(system, `export default ${JSON.stringify(definition(elf))};\n`);
    const bulkhead = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
    const args = [bulkhead, "run", system, "--target", "qemu", "--for", "200s", "--json"];
    const output = await new Promise<string>((resolve) => {
      const options = { timeout: TIMEOUT_MS, maxBuffer: 1 << 28 };
      execFile(process.execPath, args, options, (_, stdout) => resolve(stdout));
    });
    const events = output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { kind: string; text: string });
    const text = events.flatMap((event) => (event.kind === "console" ? [event.text] : [])).join("\n");
    return END.test(text) ? text : undefined;
  });
}

const definition = (elf: string) => ({
  name: "rtems",
  partitions: { rtems: { elf, memory: "64MiB", console: "256KiB" } },
  schedule: { frame: "100ms", windows: [{ partition: "rtems", duration: "100ms" }] },
});

async function inScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "bulkhead-bench-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
