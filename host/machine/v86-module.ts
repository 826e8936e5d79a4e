/**
 * Loads v86 once a process: its JavaScript with a time source that we choose, and its WebAssembly module, patched.
 * v86 binds `performance.now` when it is imported, so that one must be ours at that moment.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { V86 } from "v86";
import { patchV86 } from "./v86-patch.js";
import { activeClockMs } from "./virtual-clock.js";

export interface V86Module {
  readonly V86: typeof V86;
  readonly wasm: WebAssembly.Module;
}

let loading: Promise<V86Module> | undefined;

export function loadV86(): Promise<V86Module> {
  loading ??= load();
  return loading;
}

async function load(): Promise<V86Module> {
  const wasmFile = createRequire(import.meta.url).resolve("v86/build/v86.wasm");
  const wasm = await WebAssembly.compile(patchV86(await readFile(wasmFile)));
  const wallClock = performance.now.bind(performance);
  performance.now = () => activeClockMs() ?? wallClock();
  try {
    const { V86 } = await import("v86");
    return { V86, wasm };
  } finally {
    // Its own property hides the prototype's method.
    Reflect.deleteProperty(performance, "now");
  }
}
