/** What RTEMS's operations cost as a guest, against the bare machine: what its timing tests print, in instructions and as ratios. */
import { median } from "../series.js";
import { type TimingTest, timingTests } from "./programs.js";
import { NATIVE_NS_PER_INSTRUCTION, runGuest, runNative } from "./run.js";

export interface TimingRatio {
  readonly test: string;
  /** RTEMS's name of the operation. */
  readonly operation: string;
  readonly native: number;
  readonly guest: number;
}

export interface TimingRatios {
  readonly ratios: readonly TimingRatio[];
  /** Programs that did not come to their end on one of the two. */
  readonly unfinished: readonly string[];
}

export async function measureRtems(tree: string, onProgress: (message: string) => void): Promise<TimingRatios> {
  const ratios: TimingRatio[] = [];
  const unfinished: string[] = [];
  for (const test of timingTests(tree)) {
    onProgress(`timing RTEMS, native and as a guest: ${test.name}`);
    const compared = await compare(test);
    if (compared === undefined) unfinished.push(test.name);
    else ratios.push(...compared);
  }
  return { ratios, unfinished };
}

async function compare({ name, native, guest }: TimingTest): Promise<TimingRatio[] | undefined> {
  const [bare, hosted] = [await runNative(native), await runGuest(guest)];
  if (bare === undefined || hosted === undefined) return undefined;
  const ofGuest = figures(hosted);
  return figures(bare).flatMap(([operation, nativeNs], index) => {
    const [sameOperation, guest] = ofGuest[index] ?? [];
    const native = nativeNs / NATIVE_NS_PER_INSTRUCTION;
    // Less than an instruction can't be compared.
    if (sameOperation !== operation || guest === undefined || native < 1) return [];
    return [{ test: name, operation, native, guest }];
  });
}

/** Lines of `operation - nanoseconds`, in their order. */
export function figures(output: string): [operation: string, ns: number][] {
  return [...output.matchAll(/^(\S.*?) - (-?\d+)$/gm)].map(([, operation, ns]) => [operation!, Number(ns)]);
}

export const ratioOf = ({ guest, native }: TimingRatio): number => guest / native;

export const medianRatio = (ratios: readonly TimingRatio[]): number => median(ratios.map(ratioOf));
