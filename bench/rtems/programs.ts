/** The timing tests of an RTEMS tree in which both boards were built: i386/pc686, the bare machine, and i386/bulkhead. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BenchFailure } from "../bench-failure.js";

/** Names the tree; without it the timing tests are left out. */
export const RTEMS_TREE_VARIABLE = "BULKHEAD_RTEMS_TREE";

export interface TimingTest {
  readonly name: string;
  /** ELF files of the same program. */
  readonly native: string;
  readonly guest: string;
}

const folderOf = (tree: string, board: string): string => join(tree, "build", "i386", board, "testsuites", "tmtests");

/** Those that both boards have. */
export function timingTests(tree: string): TimingTest[] {
  const [native, guest] = ["pc686", "bulkhead"].map((board) => folderOf(tree, board)) as [string, string];
  for (const folder of [native, guest]) {
    if (!existsSync(folder)) {
      throw new BenchFailure(`${RTEMS_TREE_VARIABLE}: there is no ${folder}; docs/rtems.md tells how to build it`);
    }
  }
  return readdirSync(guest)
    .filter((file) => file.endsWith(".exe") && !file.includes(".norun.") && existsSync(join(native, file)))
    .sort()
    .map((file) => ({ name: file.replace(/\.exe$/, ""), native: join(native, file), guest: join(guest, file) }));
}
