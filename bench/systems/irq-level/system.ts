/** A guest that masks and unmasks as RTEMS does: by the board support package's own functions. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-irq-level",
  partitions: {
    masker: {
      sources: ["masker.c", "../../../guests/rtems/bsps/i386/bulkhead/irq/level.S"],
      memory: "64KiB",
    },
  },
  schedule: { frame: "5ms", windows: [{ partition: "masker", duration: "4ms" }] },
});
