/** That each name and identifier of a module is there once. */
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { ModuleEntry } from "./module.js";
import type { Read } from "./reading.js";

export function checkDuplicates(module: ModuleEntry, findings: XmlFindings): void {
  const { partitions, schedules, channels } = module;
  const once = (what: string, found: readonly (Read<string> | undefined)[]): void => {
    const seen = new Map<string, number>();
    for (const each of found) {
      if (!each) continue;
      const line = seen.get(each.value);
      seen.set(each.value, line ?? findings.source.lineOf(each.mark.offset));
      if (line === undefined) continue;
      const message = `${what} "${each.value}" is there already, in line ${line}`;
      findings.fault(XML_CODES.DUPLICATE, each.mark, message, "rename one of the two, or take it out");
    }
  };
  once(
    "a partition",
    partitions.map(({ name, mark }) => ({ value: name, mark })),
  );
  once(
    "the partition identifier",
    partitions.map(({ identifier }) => identifier),
  );
  for (const { name, ports, processes } of partitions) {
    once(
      `a port of "${name}"`,
      ports.map((port) => ({ value: port.name, mark: port.mark })),
    );
    once(
      `a process of "${name}"`,
      processes.map((process) => ({ value: process.name, mark: process.mark })),
    );
  }
  once(
    "a schedule",
    schedules.map(({ name }) => name),
  );
  once(
    "the schedule identifier",
    schedules.map(({ identifier }) => identifier),
  );
  once(
    "the channel identifier",
    channels.map(({ identifier }) => identifier),
  );
}
