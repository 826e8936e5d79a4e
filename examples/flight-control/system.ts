/**
 * The flight control of a small unmanned aircraft: it cruises, is told to land, and lands, all in twelve seconds. Four
 * partitions, two in C and two in TypeScript. The loop is closed: the sensors measure an airframe that follows the
 * actuators.
 *
 *          ATTITUDE, AIR-DATA, HEIGHT              COMMANDS
 *   +---------+              +---------+              +---------+
 *   | sensors |=============>| control |<-------------| mission |      ===>  sampling: the last message, and its age
 *   |    C    |              |   TS    |------------->|   TS    |      --->  queuing: every message, in order
 *   +---------+              +---------+    EVENTS    +---------+
 *        ^                        H
 *        H                        H DEMAND
 *        H                        v
 *        H ELEVATOR, THRUST  +-----------+
 *        H===================| actuators |
 *                            |     C     |
 *                            +-----------+
 *
 * Two things go wrong on the way, on purpose, and each stays where it went wrong:
 * - a command sends the control law into an endless loop. It misses its deadline, and control's error handler starts it
 *   anew; meanwhile the actuators, who see that what they were told is old, do what is safe;
 * - the engine's pulse counter fails once, and the process that watches the engine divides by zero: the actuators' error
 *   handler starts it anew.
 *
 * Near the ground mission asks for the module schedule of the landing. The partition of the sensors makes a warm start for
 * it: processes are created during a start alone, and the radio altimeter is one more.
 */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "flight-control",
  board: "pc",
  partitions: {
    sensors: {
      sources: ["sensors/main.c", "sensors/airframe.c"],
      memory: "64KiB",
      processes: 4,
      period: "50ms",
    },
    control: { entry: "control/main.ts", memory: "512KiB", processes: 3, period: "50ms" },
    actuators: {
      sources: ["actuators/main.c", "actuators/engine.c"],
      memory: "64KiB",
      processes: 3,
      period: "50ms",
    },
    mission: {
      entry: "mission/main.ts",
      memory: "512KiB",
      processes: 3,
      period: "100ms",
      permissions: ["set-schedule", "read-health"],
    },
  },
  channels: {
    attitude: {
      kind: "sampling",
      size: "8B",
      from: { partition: "sensors", port: "ATTITUDE" },
      to: [{ partition: "control", port: "ATTITUDE", refresh: "120ms" }],
    },
    airData: {
      kind: "sampling",
      size: "12B",
      from: { partition: "sensors", port: "AIR-DATA" },
      to: [{ partition: "control", port: "AIR-DATA", refresh: "220ms" }],
    },
    height: {
      kind: "sampling",
      size: "4B",
      from: { partition: "sensors", port: "HEIGHT" },
      to: [{ partition: "control", port: "HEIGHT", refresh: "60ms" }],
    },
    // Written and read in each 50 ms: a message that was not written is missed at once.
    demand: {
      kind: "sampling",
      size: "8B",
      from: { partition: "control", port: "DEMAND" },
      to: [{ partition: "actuators", port: "DEMAND", refresh: "40ms" }],
    },
    elevator: {
      kind: "sampling",
      size: "4B",
      from: { partition: "actuators", port: "ELEVATOR" },
      to: [{ partition: "sensors", port: "ELEVATOR", refresh: "100ms" }],
    },
    thrust: {
      kind: "sampling",
      size: "4B",
      from: { partition: "actuators", port: "THRUST" },
      to: [{ partition: "sensors", port: "THRUST", refresh: "200ms" }],
    },
    commands: {
      kind: "queuing",
      size: "8B",
      depth: 4,
      from: { partition: "mission", port: "COMMANDS" },
      to: { partition: "control", port: "COMMANDS" },
    },
    events: {
      kind: "queuing",
      size: "8B",
      depth: 4,
      from: { partition: "control", port: "EVENTS" },
      to: { partition: "mission", port: "EVENTS" },
    },
  },
  schedules: {
    //  0       5         15        20               45    50      55        65        70             100 ms
    //  +-------+---------+---------+----------------+-----+-------+---------+---------+---------------+
    //  |sensors| control |actuators|    mission     |     |sensors| control |actuators|               |
    //  +-------+---------+---------+----------------+-----+-------+---------+---------+---------------+
    cruise: {
      frame: "100ms",
      windows: [
        { partition: "sensors", duration: "5ms" },
        { partition: "control", duration: "10ms" },
        { partition: "actuators", duration: "5ms" },
        { partition: "mission", duration: "25ms" },
        { partition: "sensors", offset: "50ms", duration: "5ms" },
        { partition: "control", duration: "10ms" },
        { partition: "actuators", duration: "5ms" },
      ],
    },
    // Sensors and control have more to do, mission less.
    landing: {
      frame: "100ms",
      windows: [
        { partition: "sensors", duration: "10ms" },
        { partition: "control", duration: "15ms" },
        { partition: "actuators", duration: "5ms" },
        { partition: "mission", duration: "10ms" },
        { partition: "sensors", offset: "50ms", duration: "10ms" },
        { partition: "control", duration: "15ms" },
        { partition: "actuators", duration: "5ms" },
      ],
      onChange: { sensors: "warm-restart" },
    },
  },
});
