/** What RTEMS's operations cost as a guest, against the bare machine: the figures that its timing tests print, as ratios. */
import { median } from "../series.js";
import { type TimingTest, timingTests } from "./programs.js";
import { runGuest, runNative } from "./run.js";

export interface TimingRatio {
  readonly test: string;
  /** RTEMS's name of the operation. */
  readonly operation: string;
  readonly nativeNs: number;
  readonly guestNs: number;
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
  const guestNs = figures(hosted);
  return figures(bare).flatMap(([operation, nativeNs], index) => {
    const [sameOperation, hostedNs] = guestNs[index] ?? [];
    // Less than an instruction can't be compared.
    if (sameOperation !== operation || hostedNs === undefined || nativeNs <= 0) return [];
    return [{ test: name, operation, nativeNs, guestNs: hostedNs }];
  });
}

/** Lines of `operation - nanoseconds`, in their order. */
export function figures(output: string): [operation: string, ns: number][] {
  return [...output.matchAll(/^(\S.*?) - (-?\d+)$/gm)].map(([, operation, ns]) => [operation!, Number(ns)]);
}

export const ratioOf = ({ guestNs, nativeNs }: TimingRatio): number => guestNs / nativeNs;

export const medianRatio = (ratios: readonly TimingRatio[]): number => median(ratios.map(ratioOf));
