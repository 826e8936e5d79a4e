import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PACKAGE_ROOT } from "../toolchain/directories.js";
import { main } from "./main.js";

const BSP = "bsps/i386/bulkhead";
const SPEC = "spec/build/bsps/i386/bulkhead";

/** As little of RTEMS's sources as the command asks for. */
let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "bulkhead-rtems-"));
  for (const file of ["cpukit/score/cpu/i386/cpu.c", "spec/build/bsps/i386/grp.yml"]) write(file, "");
});
afterEach(() => rmSync(tree, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(tree, dirname(file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

async function bulkhead(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const said = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  try {
    return { status: await main(args), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(join(tree, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1))
    .sort();

/** Every file that the build specification names in the package's own folder. */
function namedFiles(): string[] {
  const texts = filesBelow(SPEC).map((file) => readFileSync(join(tree, file), "utf8"));
  return texts.flatMap((text) => [...text.matchAll(/^ *- (bsps\/i386\/bulkhead\/\S+)$/gm)].map(([, file]) => file!));
}

test("the package goes into a tree, with the headers of this ABI", async () => {
  const { status, stdout, stderr } = await bulkhead("rtems", "add", tree);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("RTEMS_PARAVIRT = True");
  const header = readFileSync(join(tree, BSP, "include/bulkhead/abi.h"), "utf8");
  expect(header).toBe(readFileSync(join(PACKAGE_ROOT, "partition/c/include/bulkhead/abi.h"), "utf8"));
  expect(namedFiles()).toContain(`${BSP}/start/start.S`);
  for (const file of namedFiles()) expect(existsSync(join(tree, file)), file).toBe(true);
});

test("adding it again renews it: nothing of another version stays, the rest of the tree is left alone", async () => {
  await bulkhead("rtems", "add", tree);
  const once = filesBelow(".");
  write(`${BSP}/start/old.c`, "");
  write("bsps/i386/pc386/start/start.S", "theirs");
  await bulkhead("rtems", "add", tree);
  expect(filesBelow(".")).toEqual([...once, "bsps/i386/pc386/start/start.S"].sort());
});

test.each([
  ["a folder that is not there", () => join(tree, "nowhere"), "there is no folder"],
  ["another folder", () => join(tree, "spec"), "is no tree of RTEMS's sources"],
  [
    "an RTEMS before waf",
    () => {
      rmSync(join(tree, "spec"), { recursive: true });
      return tree;
    },
    "too old",
  ],
])("%s is refused, and stays as it is", async (_, folder, reason) => {
  const target = folder();
  const { status, stderr } = await bulkhead("rtems", "add", target);
  expect(status).toBe(64);
  expect(stderr).toContain(reason);
  expect(existsSync(join(tree, BSP))).toBe(false);
});

test("another action is refused", async () => {
  const { status, stderr } = await bulkhead("rtems", "remove", tree);
  expect(status).toBe(64);
  expect(stderr).toContain('unknown action "remove"');
});
