// System Workshop::Yard.i, from model.aadl, types.aadl by "bulkhead import".
// What threads do with their ports is in glue/, written from the model too; the other sources are the user's.
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "Yard",
  partitions: {
    shop: {
      sources: ["glue/shop/main.c", "glue/shop/threads.c", "../saw.c", "../fitter.c", "../stock.c"],
      api: "pok",
      include: ["glue/shop", ".."],
      memory: "100KiB",
      processes: 5,
      processStack: "20KiB",
      period: "20ms",
    },
  },
  schedule: {
    frame: "40ms",
    windows: [{ partition: "shop", duration: "40ms" }],
  },
});
