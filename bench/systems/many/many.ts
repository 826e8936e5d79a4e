/** Systems of many partitions, each with many processes, one of which computes: what a switch costs must not depend on how many. */
import { defineSystem, type SystemDefinition } from "bulkhead";

export interface Many {
  readonly partitions: number;
  /** Of each partition. */
  readonly processes: number;
}

/** Each partition has four windows, one round behind the other: so one alone has switches too, and most of them start no frame. */
export function manyOf({ partitions, processes }: Many): SystemDefinition<string> {
  const names = Array.from({ length: partitions }, (_, index) => `worker-${index}`);
  const worker = { sources: ["worker.c"], memory: "64KiB", processes, processStack: "4KiB", trace: "4KiB" } as const;
  return defineSystem({
    name: `${partitions}-partitions-of-${processes}`,
    partitions: Object.fromEntries(names.map((name) => [name, worker])),
    schedule: {
      frame: `${800 * partitions}us`,
      windows: [...names, ...names, ...names, ...names].map((partition) => ({ partition, duration: "200us" as const })),
    },
  });
}
