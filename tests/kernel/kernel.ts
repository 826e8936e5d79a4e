/**
 * A kernel under test: the modules of `kernel/` as WebAssembly in Node, with a fake processor. Functions take and return
 * what they do in the sources: `u32` and addresses as unsigned numbers, `u64` as bigint, `bool` as 0 or 1, an object of
 * an unmanaged class as its address.
 */
import { buildKernelModules } from "./build.js";
import { IMAGE, PHYS_LIMIT } from "./map.js";
import { doorTo, fakeProcessor, type Processor } from "./processor.js";

export interface Kernel<Functions> {
  readonly call: Functions;
  readonly processor: Processor;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

const WEBASSEMBLY_PAGE = 0x10000;
const module = await buildKernelModules();
const doorNames = WebAssembly.Module.imports(module).filter((item) => item.module === "cpu");
// One for all: an engine sets gigabytes of addresses aside for each.
const memory = new WebAssembly.Memory({ initial: PHYS_LIMIT / WEBASSEMBLY_PAGE });
const bytes = new Uint8Array(memory.buffer);
let started = 0;

/**
 * Powers a kernel on, in zeroed memory; the one before is lost. `Functions` says which exports of `entry/` the test
 * calls, and their types. A fake `processor` that is scripted already may be brought along.
 */
export function startKernel<Functions>(processor: Processor = fakeProcessor()): Kernel<Functions> {
  started += 1;
  bytes.fill(0);
  const cpu = doorTo(
    processor,
    bytes,
    doorNames.map((item) => item.name),
  );
  const { exports } = new WebAssembly.Instance(module, { cpu, env: { memory } });
  const functions = Object.entries(exports).filter(([, value]) => typeof value === "function");
  const call = Object.fromEntries(functions.map(([name, value]) => [name, unsigned(value as CallableFunction)]));
  if (call.staticEnd!() > IMAGE) throw new Error("the kernel's static memory runs into its image");
  return { call: call as Functions, processor, bytes, view: new DataView(memory.buffer) };
}

function unsigned(exported: CallableFunction) {
  const ordinal = started;
  return (...values: (number | bigint | boolean)[]) => {
    if (ordinal !== started) throw new Error("another kernel was started since, in the same memory");
    const result = exported(...values);
    if (typeof result === "number") return result >>> 0;
    return typeof result === "bigint" ? BigInt.asUintN(64, result) : result;
  };
}
