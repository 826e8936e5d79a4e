/** Where the stacks of a native partition's processes lie: above all else that the partition has. */
import type { Partition } from "../config/model.js";
import { PAGE_SIZE } from "../generated/abi.js";
import { pageCeil } from "./pages.js";

//   address + (n + 1) << shift   end of stack n
//   | sizeBytes                  stack n: the error handler's is the first
//   | at least a page            not mapped
//   address + n << shift         end of stack n - 1

export interface ProcessStacks {
  /** A multiple of 1 << shift; 0 where there is no stack. */
  readonly address: number;
  readonly shift: number;
  /** Of each stack. */
  readonly sizeBytes: number;
  /** The processes' and the error handler's; 0 where there is no process. */
  readonly count: number;
}

export const NO_STACKS: ProcessStacks = { address: 0, shift: 0, sizeBytes: 0, count: 0 };

/** The stacks, the first possible place from `freeAddress` up. They may end past what a partition may use. */
export function placeStacks({ processes, processStackBytes }: Partition, freeAddress: number): ProcessStacks {
  if (processes === 0) return NO_STACKS;
  const sizeBytes = pageCeil(processStackBytes);
  const shift = Math.ceil(Math.log2(sizeBytes + PAGE_SIZE));
  const stride = 2 ** shift;
  return { address: Math.ceil(freeAddress / stride) * stride, shift, sizeBytes, count: processes + 1 };
}

/** First address behind them. */
export const stacksEnd = ({ address, shift, count }: ProcessStacks): number => address + count * 2 ** shift;

/** What is mapped of each, by ascending address. */
export const stackRanges = ({ address, shift, sizeBytes, count }: ProcessStacks) =>
  Array.from({ length: count }, (_, n) => ({ address: address + (n + 1) * 2 ** shift - sizeBytes, sizeBytes }));
