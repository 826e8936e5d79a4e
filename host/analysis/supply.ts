/**
 * The processor time that a schedule gives a partition: what is left of its windows in each major frame, for ever. In place of the
 * bounds of a periodic resource (Shin and Lee, RTSS 2003) this is the supply of the actual windows, so what is
 * found from an instant on is exact.
 */

/** Time [startNs, endNs) of the major frame. */
export interface Span {
  readonly startNs: number;
  readonly endNs: number;
}

export class Supply {
  /** What the spans before each one give. */
  private readonly before: readonly number[];
  /** In a major frame. */
  readonly frameSupplyNs: number;

  /** `spans` are sorted, apart from each other, and inside the frame; there is one at least. */
  constructor(
    readonly frameNs: number,
    readonly spans: readonly Span[],
  ) {
    const before: number[] = [];
    let sum = 0;
    for (const { startNs, endNs } of spans) {
      before.push(sum);
      sum += endNs - startNs;
    }
    this.before = before;
    this.frameSupplyNs = sum;
  }

  /** Time given in [0, ns). */
  until(ns: number): number {
    const frame = Math.floor(ns / this.frameNs);
    const inFrame = ns - frame * this.frameNs;
    const index = this.lastWhere((i) => this.spans[i]!.startNs <= inFrame);
    if (index < 0) return frame * this.frameSupplyNs;
    const { startNs, endNs } = this.spans[index]!;
    return frame * this.frameSupplyNs + this.before[index]! + Math.min(inFrame, endNs) - startNs;
  }

  /** The first instant at which `workNs` are done that begin at `fromNs`. */
  finish(fromNs: number, workNs: number): number {
    if (workNs <= 0) return fromNs;
    const total = this.until(fromNs) + workNs;
    // Exactly a frame's supply is done at the end of that frame's last span, not in the next frame.
    const frame = Math.ceil(total / this.frameSupplyNs) - 1;
    const rest = total - frame * this.frameSupplyNs;
    const index = this.lastWhere((i) => this.before[i]! < rest);
    return frame * this.frameNs + this.spans[index]!.startNs + rest - this.before[index]!;
  }

  /** Where a stretch without supply begins, from the start of the frame. */
  gapStarts(): number[] {
    return this.spans.map(({ endNs }) => endNs % this.frameNs);
  }

  /** The greatest index for which `holds`, which holds for all up to some index; -1: for none. */
  private lastWhere(holds: (index: number) => boolean): number {
    let low = -1;
    let high = this.spans.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (holds(middle)) low = middle;
      else high = middle;
    }
    return low;
  }
}
