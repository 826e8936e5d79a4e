/** Systems of many partitions, each with many processes, one of which computes: what a switch costs must not depend on how many. */
import { defineSystem, type SystemDefinition } from "bulkhead";

export interface Many {
  readonly partitions: number;
  /** Of each partition. */
  readonly processes: number;
}

/** Each partition has a window, one after the other; one alone has two partitions' worth of idle time around it. */
export function manyOf({ partitions, processes }: Many): SystemDefinition<string> {
  const names = Array.from({ length: partitions }, (_, index) => `worker-${index}`);
  const worker = { sources: ["worker.c"], memory: "64KiB", processes, processStack: "4KiB", trace: "4KiB" } as const;
  return defineSystem({
    name: `bench-${partitions}-partitions-${processes}-processes`,
    partitions: Object.fromEntries(names.map((name) => [name, worker])),
    schedule: {
      frame: `${200 * (partitions + 1)}us`,
      windows: names.map((partition) => ({ partition, duration: "200us" as const })),
    },
  });
}
