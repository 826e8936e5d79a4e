// System Guests::Site.i, from model.aadl by "bulkhead import".
// What threads do with their ports is in glue/, written from the model too; the other sources are the user's.
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "Site",
  partitions: {
    guest: { sources: ["../guest.c"], vcpus: 1, memory: "128KiB" },
    factory: {
      sources: ["glue/factory/main.c", "glue/factory/threads.c", "../worker.c"],
      api: "pok",
      include: ["glue/factory"],
      memory: "128KiB",
      processes: 1,
      health: { numericError: { process: "restart" } },
    },
  },
  channels: {
    "guest-order": {
      kind: "queuing",
      size: "4B",
      depth: 4,
      from: { partition: "guest", port: "order" },
      to: { partition: "factory", port: "order" },
    },
    "factory-answer": {
      kind: "queuing",
      size: "4B",
      depth: 4,
      from: { partition: "factory", port: "answer" },
      to: { partition: "guest", port: "answer" },
    },
  },
  schedule: {
    frame: "10ms",
    windows: [{ partition: "guest", duration: "4ms" }, { partition: "factory", duration: "4ms" }],
  },
});
