// System Fan::Town.i, from model.aadl by "bulkhead import".
// What threads do with their ports is in glue/, written from the model too; the other sources are the user's.
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "Town",
  partitions: {
    tower: {
      sources: ["glue/tower/main.c", "glue/tower/threads.c", "../fan.c"],
      api: "pok",
      include: ["glue/tower"],
      memory: "128KiB",
      processes: 2,
    },
    smoke: {
      sources: ["glue/smoke/main.c", "glue/smoke/threads.c", "../fan.c"],
      api: "pok",
      include: ["glue/smoke"],
      memory: "128KiB",
      processes: 1,
    },
    water: {
      sources: ["glue/water/main.c", "glue/water/threads.c", "../fan.c"],
      api: "pok",
      include: ["glue/water"],
      memory: "128KiB",
      processes: 1,
      policy: "earliest-deadline",
      period: "5ms",
    },
    north: {
      sources: ["glue/north/main.c", "glue/north/threads.c", "../fan.c"],
      api: "pok",
      include: ["glue/north"],
      memory: "128KiB",
      processes: 1,
    },
    south: {
      sources: ["glue/south/main.c", "glue/south/threads.c", "../fan.c"],
      api: "pok",
      include: ["glue/south"],
      memory: "128KiB",
      processes: 1,
      policy: "round-robin",
      quantum: "0ms",
    },
  },
  channels: {
    "tower-now": {
      kind: "sampling",
      size: "4B",
      from: { partition: "tower", port: "now" },
      to: [
        { partition: "smoke", port: "now", refresh: "30ms" },
        { partition: "water", port: "now", refresh: "30ms" },
        { partition: "north", port: "now", refresh: "1ms" },
        { partition: "south", port: "now", refresh: "1ms" },
      ],
    },
    "smoke-alarm_1": {
      kind: "queuing",
      size: "4B",
      depth: 2,
      from: { partition: "smoke", port: "alarm_1" },
      to: { partition: "north", port: "smoke" },
    },
    "smoke-alarm_2": {
      kind: "queuing",
      size: "4B",
      depth: 2,
      from: { partition: "smoke", port: "alarm_2" },
      to: { partition: "south", port: "smoke" },
    },
    "water-alarm_1": {
      kind: "queuing",
      size: "4B",
      depth: 2,
      from: { partition: "water", port: "alarm_1" },
      to: { partition: "north", port: "water" },
    },
    "water-alarm_2": {
      kind: "queuing",
      size: "4B",
      depth: 2,
      from: { partition: "water", port: "alarm_2" },
      to: { partition: "south", port: "water" },
    },
    "north-bell": {
      kind: "queuing",
      size: "1B",
      depth: 1,
      from: { partition: "north", port: "bell" },
      to: { partition: "tower", port: "bell_1" },
    },
    "south-bell": {
      kind: "queuing",
      size: "1B",
      depth: 1,
      from: { partition: "south", port: "bell" },
      to: { partition: "tower", port: "bell_2" },
    },
  },
  schedule: {
    frame: "10ms",
    windows: [
      { partition: "tower", duration: "2ms" },
      { partition: "smoke", duration: "2ms" },
      { partition: "water", duration: "2ms" },
      { partition: "north", duration: "2ms" },
      { partition: "south", duration: "2ms" },
    ],
  },
});
