/** The module schedules of a system, the one that starts first. */
import type { Schedule, System } from "../../config/model.js";
import { CHANGE_COLD_START, CHANGE_WARM_START } from "../../generated/abi.js";
import { ours } from "./extension-names.js";
import { node, type XmlNode } from "./xml-text.js";

const CHANGES: Readonly<Record<number, string>> = {
  [CHANGE_COLD_START]: "restart",
  [CHANGE_WARM_START]: "warm-restart",
};

export function scheduleNodes({ partitions, schedules }: System): XmlNode[] {
  const names = partitions.map(({ name }) => name);
  return schedules.map((schedule, i) =>
    node(
      "Schedule",
      { Name: schedule.name, Identifier: i + 1, MajorFrame: schedule.majorFrameNs, InitialModuleSchedule: i === 0 },
      [...windowNodes(schedule, names), ...changeNodes(schedule, names)],
    ),
  );
}

const windowNodes = ({ windows }: Schedule, names: readonly string[]): XmlNode[] =>
  windows.map(({ partition, offsetNs, durationNs, periodicStart }) =>
    node("PartitionTimeWindow", {
      PartitionNameRef: names[partition],
      Offset: offsetNs,
      Duration: durationNs,
      PeriodicProcessingStart: periodicStart,
    }),
  );

const changeNodes = ({ changeActions }: Schedule, names: readonly string[]): XmlNode[] =>
  changeActions.flatMap((action, partition) => {
    const word = CHANGES[action];
    if (word === undefined) return [];
    return [node(ours("change"), { PartitionNameRef: names[partition], Action: word })];
  });
