import { expect, test } from "vitest";
import { defineSystem, type HealthActions } from "../index.js";

const partitions = {
  guest: { sources: ["guest.c"], memory: "1MiB" },
  control: { entry: "control.ts", memory: "64KiB" },
} as const;

test("a definition comes back as it was", () => {
  const definition = {
    name: "a",
    partitions,
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  } as const;
  expect(defineSystem(definition)).toBe(definition);
});

// Each of these calls is checked by tsc: without its fault the directive itself would be an error.
test("an editor marks what is wrong", () => {
  defineSystem({
    name: "misspelt partition",
    partitions,
    // @ts-expect-error there is no partition "gest"
    schedule: { frame: "10ms", windows: [{ partition: "gest", duration: "4ms" }] },
  });
  defineSystem({
    name: "misspelt partition in a named schedule",
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB" } },
    // @ts-expect-error there is no partition "control" here
    schedules: { main: { frame: "10ms", windows: [{ partition: "control", duration: "4ms" }] } },
  });
  defineSystem({
    name: "time without a unit",
    partitions,
    // @ts-expect-error a time has a unit
    schedule: { frame: "10", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  defineSystem({
    name: "size without a unit",
    // @ts-expect-error a size has a unit
    partitions: { guest: { sources: ["guest.c"], memory: "1000" } },
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  defineSystem({
    name: "unknown key",
    // @ts-expect-error there is no such key
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB", colour: "red" } },
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  defineSystem({
    name: "two programs",
    // @ts-expect-error a partition has one program
    partitions: { guest: { sources: ["guest.c"], entry: "guest.ts", memory: "1MiB" } },
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  defineSystem({
    name: "COM1's interrupt",
    // @ts-expect-error IRQ 4 is the kernel's
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB", interrupts: [4] } },
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  defineSystem({
    name: "ports that are not hexadecimal",
    // @ts-expect-error ports are written as 0x2f8
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB", ports: ["2f8-2ff"] } },
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  defineSystem({
    name: "devices as they should be",
    board: "pc-vmm",
    partitions: {
      guest: {
        sources: ["guest.c"],
        memory: "1MiB",
        vcpus: 2,
        interrupts: [3, { irq: 5, vcpu: 1 }],
        ports: ["0x2f8-0x2ff", 0x378, "0x300"],
      },
    },
    schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
  });
  const processes = {
    sense: { period: "10ms", deadline: "5ms", worstCase: "1ms", priority: 20, delay: "1ms", deadlineType: "soft" },
    react: { interarrival: "40ms", worstCase: "500us", longestLock: "50us", priority: 30 },
    rest: { priority: 1 },
  } as const;
  const windows = [{ partition: "guest", duration: "4ms" }] as const;
  defineSystem({
    name: "a table of processes",
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB", processes } },
    schedule: { frame: "10ms", windows },
  });
  const both = { ...processes.sense, interarrival: "1ms" } as const;
  defineSystem({
    name: "a process with two kinds of release",
    // @ts-expect-error a periodic process is not sporadic
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB", processes: { both } } },
    schedule: { frame: "10ms", windows },
  });
  const schedule = { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] } as const;
  defineSystem({
    name: "a channel to a misspelt partition",
    partitions,
    // @ts-expect-error there is no partition "gest"
    channels: { c: { kind: "queuing", size: "8B", depth: 1, from: { partition: "guest" }, to: { partition: "gest" } } },
    schedule,
  });
  defineSystem({
    name: "a sampling destination without a refresh period",
    partitions,
    // @ts-expect-error it has one
    channels: { c: { kind: "sampling", size: "8B", from: { partition: "guest" }, to: [{ partition: "control" }] } },
    schedule,
  });
  defineSystem({
    name: "a memory block of a misspelt partition",
    partitions,
    // @ts-expect-error there is no partition "gest"
    memoryBlocks: { frame: { size: "4KiB", access: { gest: "read" } } },
    schedule,
  });
  // @ts-expect-error in the error handler an error is the partition's or the module's
  const health: HealthActions = { breakpoint: { level: { errorHandler: "process" } } };
  defineSystem({
    name: "a process's error where no process runs",
    partitions: { guest: { sources: ["guest.c"], memory: "1MiB", health } },
    schedule,
  });
  defineSystem({
    name: "a change of schedule for a misspelt partition",
    partitions,
    // @ts-expect-error there is no partition "gest"
    schedules: { main: { ...schedule, onChange: { gest: "restart" } } },
  });
  // @ts-expect-error a system has a schedule
  defineSystem({ name: "no schedule", partitions });
  expect.assertions(0);
});
