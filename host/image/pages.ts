/** Pages: rounding to them, and handing out physical memory one behind the other. */
import { PAGE_SIZE } from "../generated/abi.js";

export const pageFloor = (address: number): number => address - (address % PAGE_SIZE);
export const pageCeil = (address: number): number => Math.ceil(address / PAGE_SIZE) * PAGE_SIZE;

/** Physical memory from `start` up. Everything that it hands out starts on a page of its own. */
export class PhysicalCursor {
  #next: number;
  constructor(start: number) {
    this.#next = pageCeil(start);
  }

  /** Address of `sizeBytes` that nobody else has. */
  take(sizeBytes: number): number {
    const phys = this.#next;
    this.#next = pageCeil(phys + sizeBytes);
    return phys;
  }

  /** First address that is not handed out. */
  get end(): number {
    return this.#next;
  }
}
