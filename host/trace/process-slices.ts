/**
 * Which process of a partition runs, as slices inside its windows. The kernel tells when another process goes on; what a
 * window's end interrupts goes on in the partition's next window.
 */

/** A process ran from `startNs` until now. */
export interface ProcessSlice {
  readonly process: number;
  readonly priority: number;
  readonly startNs: number;
}

const FIRST_THREAD = 0;

interface Running {
  readonly process: number;
  readonly priority: number;
}

export class ProcessSlices {
  /** By partition: who runs in its windows, as far as that was told. */
  readonly #running = new Map<number, Running>();
  /** By partition with an open window: since when. */
  readonly #since = new Map<number, number>();

  windowStarts(partition: number, timeNs: number): void {
    this.#since.set(partition, timeNs);
  }

  /** What the window's end cuts off. */
  windowEnds(partition: number, timeNs: number): ProcessSlice | undefined {
    const slice = this.#slice(partition, timeNs);
    this.#since.delete(partition);
    return slice;
  }

  /** Another process goes on, or the same with another priority; the slice of the one before. */
  goesOn(partition: number, timeNs: number, process: number, priority: number): ProcessSlice | undefined {
    const before = this.#running.get(partition);
    if (before?.process === process && before.priority === priority) return undefined;
    const slice = this.#slice(partition, timeNs);
    this.#running.set(partition, { process, priority });
    return slice;
  }

  /** The partition starts anew or stops: nobody runs until it is told who does. */
  stops(partition: number, timeNs: number): ProcessSlice | undefined {
    const slice = this.#slice(partition, timeNs);
    this.#running.delete(partition);
    return slice;
  }

  /** The partition is in NORMAL: its first thread has done its work. */
  startIsOver(partition: number, timeNs: number): ProcessSlice | undefined {
    return this.#running.get(partition)?.process === FIRST_THREAD ? this.stops(partition, timeNs) : undefined;
  }

  /** The slice up to now, if it has any length; what follows begins now. */
  #slice(partition: number, timeNs: number): ProcessSlice | undefined {
    const running = this.#running.get(partition);
    const startNs = this.#since.get(partition);
    if (startNs === undefined) return undefined;
    this.#since.set(partition, timeNs);
    return running && timeNs > startNs ? { ...running, startNs } : undefined;
  }
}
