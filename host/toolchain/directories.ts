/** Where this package lies, and where it may write what it builds. */
import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of this package: the repository, or `node_modules/bulkhead` in a user's project. */
export const PACKAGE_ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Where builds go: `build/` in the repository; in an installed package `node_modules/.cache/bulkhead` of the project
 * that installed it. `BULKHEAD_BUILD_DIR` overrides both.
 */
export function buildDirectory(): string {
  const chosen = process.env.BULKHEAD_BUILD_DIR;
  if (chosen) return chosen;
  const modules = `${sep}node_modules${sep}`;
  const at = PACKAGE_ROOT.indexOf(modules);
  return at < 0 ? join(PACKAGE_ROOT, "build") : join(PACKAGE_ROOT.slice(0, at), "node_modules", ".cache", "bulkhead");
}

/** Whether the kernel's sources are here: an installed package has only the kernel itself. */
export const hasKernelSources = (): boolean => existsSync(join(PACKAGE_ROOT, "kernel", "wasm", "kernel.c"));
