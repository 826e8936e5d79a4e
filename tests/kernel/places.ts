/** A kernel's image for tests: the places that `link.ld` and the assembly define, with recognisable content. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CALL_PAGE, PAGE_SIZE, UPCALL_RETURN } from "../../host/generated/abi.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";
import type { Kernel } from "./kernel.js";
import { IMAGE } from "./map.js";
import { RETURN_SEQUENCES } from "./return-sequence.js";

const TEMPLATE_BYTES = UPCALL_RETURN - CALL_PAGE;

export const PLACES = {
  text_start: IMAGE,
  text_end: IMAGE + 0x2000,
  constant_end: IMAGE + 0x3000,
  image_end: IMAGE + 0xc000,
  gate_stubs: IMAGE + 0x2000,
  call_page_sysenter: IMAGE + 0x2200,
  call_page_int: IMAGE + 0x2300,
  upcall_return: IMAGE + 0x2400,
  upcall_return_last: IMAGE + 0x2400 + RETURN_SEQUENCES.length,
  sysenter_stub: IMAGE + 0x800,
  double_fault_entry: IMAGE + 0x900,
  nmi_entry: IMAGE + 0x910,
  core_gate: IMAGE + 0xa00,
  hypercall_gate: IMAGE + 0xb00,
  exception_stack_top: IMAGE + 0x5000,
  nmi_stack_top: IMAGE + 0x5800,
  kernel_stack_bottom: IMAGE + 0x7000,
  kernel_stack_top: IMAGE + 0x9000,
  kernel_page_directory: IMAGE + 0xa000,
} as const;

export const GUARD_PAGE = PLACES.kernel_stack_bottom - PAGE_SIZE;

/** Address of the stub of `vector`. */
export const gateStub = (vector: number): number => PLACES.text_start + 0x100 + 17 * vector;

/** The symbols behind `place(number)`, from the door itself; those that no test looks at lie somewhere in the code. */
const ADDRESSES = new Map(
  [...readDoor().matchAll(/case (\d+): return \(uint32_t\)(\w+);/g)].map(([, number, symbol], at) => {
    const known: Readonly<Record<string, number>> = PLACES;
    return [Number(number), known[symbol!] ?? PLACES.text_start + 0x1000 + 16 * at];
  }),
);

function readDoor(): string {
  return readFileSync(join(PACKAGE_ROOT, "kernel", "x86", "cpu-door.h"), "utf8");
}

/** Puts the image into the kernel's memory. */
export function layImage(kernel: Kernel<unknown>): void {
  kernel.processor.place = (which) => {
    const place = ADDRESSES.get(which);
    if (place === undefined) throw new Error(`cpu-door.h has no place ${which}`);
    return place;
  };
  for (let vector = 0; vector < 48; vector += 1) {
    kernel.view.setUint32(PLACES.gate_stubs + 4 * vector, gateStub(vector), true);
  }
  kernel.bytes.fill(0x51, PLACES.call_page_sysenter, PLACES.call_page_sysenter + TEMPLATE_BYTES);
  kernel.bytes.fill(0x17, PLACES.call_page_int, PLACES.call_page_int + TEMPLATE_BYTES);
  kernel.bytes.set(RETURN_SEQUENCES, PLACES.upcall_return);
}
