/** The door of the testing library: nothing of the host is loaded before a system is booted. */
import type { BootOptions, TestSystem } from "./api.js";

/** What `open.ts` has. */
interface Host {
  openSystem(file: string | URL, options: BootOptions): Promise<TestSystem>;
}

/**
 * Builds a system and boots it on the embedded machine, v86, up to the beginning of its first major frame. Time there is
 * virtual and passes only when the test says so; the same test gives the same bytes each time. No other machine can be
 * driven like that.
 *
 * @param file the system file: a URL, or a path from the current directory
 * @throws with all faults of the system file or the programs, as `bulkhead check` shows them
 * @example
 * const system = await boot(new URL("./system.ts", import.meta.url));
 * await system.run({ for: "100ms" });
 * expect(system.partition("control").output).toContain("ready");
 * await system.end();
 */
export async function boot(file: string | URL, options: BootOptions = {}): Promise<TestSystem> {
  loading ??= load();
  return (await loading).openSystem(file, options);
}

let loading: Promise<Host> | undefined;

/** By tsx, whatever runs the test: no runner need know how to load the host's TypeScript. Each time it would be loaded anew. */
async function load(): Promise<Host> {
  const { tsImport } = await import("tsx/esm/api");
  const url = new URL("./open.ts", import.meta.url).href;
  return (await tsImport(url, { parentURL: import.meta.url, tsconfig: false })) as Host;
}
