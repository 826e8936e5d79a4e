// System Weather::Network.i, from model.aadl by "bulkhead import".
// What threads do with their ports is in glue/, written from the model too; the other sources are the user's.
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "Network",
  partitions: {
    station: {
      sources: ["glue/station/main.c", "glue/station/threads.c", "../measure.c"],
      api: "pok",
      include: ["glue/station"],
      memory: "120KiB",
      processes: 1,
    },
    office: {
      sources: ["glue/office/main.c", "glue/office/threads.c", "../forecast.c"],
      api: "pok",
      include: ["glue/office"],
      memory: "120KiB",
      processes: 2,
    },
  },
  channels: {
    "station-degrees": {
      kind: "sampling",
      size: "2B",
      from: { partition: "station", port: "degrees" },
      to: [{ partition: "office", port: "degrees", refresh: "40ms" }],
    },
    "station-front": {
      kind: "queuing",
      size: "24B",
      depth: 4,
      from: { partition: "station", port: "front" },
      to: { partition: "office", port: "front" },
    },
  },
  schedule: {
    frame: "20ms",
    windows: [{ partition: "station", duration: "10ms" }, { partition: "office", duration: "10ms" }],
  },
});
