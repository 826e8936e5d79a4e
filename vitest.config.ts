import { configDefaults, defineConfig } from "vitest/config";

/** A test that hangs, whatever the machine does besides: nothing here takes this long by itself. */
const LIMIT_MS = 240_000;

/** Needs an RTEMS program, which is not here. */
const NEEDS_RTEMS = "templates/rtems/**";

export default defineConfig({
  test: { testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS, exclude: [...configDefaults.exclude, NEEDS_RTEMS] },
});
