/**
 * A watcher that notes when its windows start, and before each of them another kind of neighbour. The odd lengths make
 * the edges meet the hardware timer's grain at every phase.
 */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-windows",
  partitions: {
    watcher: { sources: ["watcher.c"], memory: "128KiB" },
    idler: { sources: ["idler.c"], memory: "64KiB" },
    computer: { sources: ["computer.c"], memory: "64KiB" },
    // So large that its text, which has no line ends, never goes out: QEMU's serial line would make runs differ.
    caller: { sources: ["caller.c"], memory: "64KiB", console: "8MiB" },
    ticker: { sources: ["ticker.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "1523us",
    windows: [
      { partition: "idler", duration: "151us" },
      { partition: "watcher", duration: "101us" },
      { partition: "computer", duration: "151us" },
      { partition: "watcher", duration: "103us" },
      { partition: "caller", duration: "157us" },
      { partition: "watcher", duration: "107us" },
      { partition: "ticker", duration: "163us" },
      { partition: "watcher", duration: "109us" },
      { partition: "computer", duration: "127us" },
      // Idle time, and a window behind it.
      { partition: "watcher", offset: "1301us", duration: "113us" },
    ],
  },
});
