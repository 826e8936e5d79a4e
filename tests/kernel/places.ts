/** A kernel's image for tests: the places that `link.ld` and the assembly define, with recognisable content. */
import { CALL_PAGE, PAGE_SIZE, UPCALL_RETURN } from "../../host/generated/abi.js";
import type { Kernel } from "./kernel.js";
import { IMAGE } from "./map.js";
import { RETURN_SEQUENCE } from "./return-sequence.js";

const TEMPLATE_BYTES = UPCALL_RETURN - CALL_PAGE;

export const PLACES = {
  textStart: IMAGE,
  textEnd: IMAGE + 0x2000,
  constantEnd: IMAGE + 0x3000,
  gateStubs: IMAGE + 0x2000,
  sysenterStub: IMAGE + 0x800,
  callPageSysenter: IMAGE + 0x2200,
  callPageInt: IMAGE + 0x2300,
  doubleFaultEntry: IMAGE + 0x900,
  nmiEntry: IMAGE + 0x910,
  exceptionStackTop: IMAGE + 0x5000,
  coreGate: IMAGE + 0xa00,
  stackBottom: IMAGE + 0x7000,
  stackTop: IMAGE + 0x9000,
  pageDirectory: IMAGE + 0xa000,
  imageEnd: IMAGE + 0xc000,
  hypercallGate: IMAGE + 0xb00,
  returnSequence: IMAGE + 0x2400,
} as const;

/** Address of the stub of `vector`: they differ in all four bytes' worth of a gate's offset that low memory allows. */
export const gateStub = (vector: number): number => PLACES.textStart + 0x100 + 17 * vector;

/** What `place(which)` of `cpu-door.h` answers. */
const NUMBERED: Readonly<Record<number, number>> = {
  0: PLACES.textStart,
  1: PLACES.textEnd,
  2: PLACES.constantEnd,
  3: PLACES.imageEnd,
  4: PLACES.gateStubs,
  5: PLACES.sysenterStub,
  6: PLACES.callPageSysenter,
  7: PLACES.callPageInt,
  8: PLACES.doubleFaultEntry,
  9: PLACES.nmiEntry,
  10: PLACES.exceptionStackTop,
  11: PLACES.coreGate,
  12: PLACES.stackBottom,
  13: PLACES.stackTop,
  14: PLACES.pageDirectory,
  32: PLACES.hypercallGate,
  33: PLACES.returnSequence,
  34: PLACES.returnSequence + RETURN_SEQUENCE.length,
};

export const GUARD_PAGE = PLACES.stackBottom - PAGE_SIZE;

/** Puts the image into the kernel's memory. */
export function layImage(kernel: Kernel<unknown>): void {
  kernel.processor.place = (which) => {
    const place = NUMBERED[which];
    if (place === undefined) throw new Error(`cpu-door.h has no place ${which}`);
    return place;
  };
  for (let vector = 0; vector < 48; vector += 1) {
    kernel.view.setUint32(PLACES.gateStubs + 4 * vector, gateStub(vector), true);
  }
  kernel.bytes.fill(0x51, PLACES.callPageSysenter, PLACES.callPageSysenter + TEMPLATE_BYTES);
  kernel.bytes.fill(0x17, PLACES.callPageInt, PLACES.callPageInt + TEMPLATE_BYTES);
  kernel.bytes.set(RETURN_SEQUENCE, PLACES.returnSequence);
}
