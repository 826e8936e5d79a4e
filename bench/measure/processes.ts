/** What the services of the APEX cost, from the call of the library's function to the instruction behind it. */
import { runBench } from "../bench-run.js";
import { type Figure, figureOf, without } from "../series.js";

export interface ProcessFigures {
  /** From a signal to the process that waited, which is more urgent. */
  readonly semaphore_handoff: Figure;
  readonly sampling_write_64: Figure;
  readonly sampling_read_64: Figure;
  readonly queuing_send_64: Figure;
  readonly queuing_receive_64: Figure;
}

export async function measureProcesses(kernel: Uint8Array): Promise<ProcessFigures> {
  const { guests } = await runBench({ kernel, system: "apex", frames: 4 });
  const figure = (guest: string, name: string): Figure => {
    const memory = guests.get(guest)!;
    return figureOf(without(memory.samples("nothing"), memory.samples(name)));
  };
  return {
    semaphore_handoff: figure("sender", "semaphore_handoff"),
    sampling_write_64: figure("sender", "sampling_write_64"),
    sampling_read_64: figure("receiver", "sampling_read_64"),
    queuing_send_64: figure("sender", "queuing_send_64"),
    queuing_receive_64: figure("receiver", "queuing_receive_64"),
  };
}
