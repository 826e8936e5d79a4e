import { expect, test } from "vitest";
import { checkHealth } from "./check-health.js";
import { faultsOf } from "./faults-of.js";
import { HEALTH_ERRORS, HEALTH_KEYS } from "./health-words.js";

const faults = (health: unknown, more: object = {}): string[] =>
  faultsOf({ partitions: { one: { health, ...more } } }, checkHealth);

test.each(HEALTH_KEYS)("%s is ignored only where it would not recur for ever", (key) => {
  const told = (path: string, remedy: string): string[] =>
    HEALTH_ERRORS[key].recurs
      ? [`BH1050 ${path}: a fault that is ignored would recur for ever: "${key}" [${remedy}]`]
      : [];
  const at = `partitions.one.health.${key}`;
  expect(faults({ [key]: "ignore" })).toEqual(told(at, '"stop" or "restart"'));
  expect(faults({ [key]: { action: "ignore", after: 3 } })).toEqual(told(`${at}.action`, '"stop" or "restart"'));
  expect(faults({ [key]: { process: "ignore" } })).toEqual(told(`${at}.process`, '"handle", "stop" or "restart"'));
  expect(faultsOf({ health: { [key]: "ignore" } }, checkHealth)).toEqual(
    told(`health.${key}`, '"shutdown" or "reset"'),
  );
  expect(faults({ [key]: { action: "stop", after: 255, level: "module" } })).toEqual([]);
});

test("processes are stopped and restarted only where there are some", () => {
  const health = { deadlineMissed: { process: "restart" }, numericError: { process: "stop" } };
  expect(faults(health, { vcpus: 0 })).toEqual([]);
  expect(faults(health, { processes: 3 })).toEqual([]);
  expect(faults(health)).toEqual([
    "BH1070 partitions.one.health.deadlineMissed.process: there is no process to restart: the partition has vCPUs instead [vcpus: 0, or no action on processes]",
    "BH1070 partitions.one.health.numericError.process: there is no process to stop: the partition has vCPUs instead [vcpus: 0, or no action on processes]",
  ]);
  expect(faults({ deadlineMissed: { process: "handle" }, applicationError: { process: "ignore" } })).toEqual([]);
});

test("errors are counted from 1 to 255", () => {
  expect(faults({ numericError: { after: 0 }, deadlineMissed: { after: 256 } })).toEqual([
    "BH1051 partitions.one.health.numericError.after: an action at every so manieth error, 1 to 255; not at every 0 [after: 1]",
    "BH1051 partitions.one.health.deadlineMissed.after: an action at every so manieth error, 1 to 255; not at every 256 [after: 255]",
  ]);
});
