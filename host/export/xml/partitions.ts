/** The partitions of a system: names, periods, memory, ports, and in our namespace their programs and what else they have. */
import { relative } from "node:path";
import { draftOf } from "../../config/draft.js";
import type { Board, Channel, MessagePort, Partition, System } from "../../config/model.js";
import { formatPorts } from "../../config/ports.js";
import { TRACE_RECORD_SIZE } from "../../generated/abi.js";
import { ours } from "./extension-names.js";
import { processNodes } from "./processes.js";
import { node, type XmlNode } from "./xml-text.js";

/** @param directory where the XML file is to be: paths are relative to it */
export function partitionNodes({ board, partitions, channels }: System, directory: string): XmlNode[] {
  return partitions.map((partition) => {
    const ports = channels.flatMap((channel) => portNodes(channel, partition.index));
    return node("Partition", attributesOf(partition, board), [
      ...programNodes(partition, directory),
      ...deviceNodes(partition),
      node("MemoryRegions", {}, [memoryNode(partition)]),
      ...processNodes(partition),
      ...(ports.length > 0
        ? [
            node(
              "PartitionPorts",
              {},
              ports.map((port) => node("PartitionPort", {}, [port])),
            ),
          ]
        : []),
    ]);
  });
}

/** The table of the partition's health monitoring has its name. */
export const tableName = ({ name }: Partition): string => name;

function attributesOf(partition: Partition, board: Board): XmlNode["attributes"] {
  const { name, index, periodNs, durationNs } = partition;
  return {
    Name: name,
    Identifier: index + 1,
    Period: periodNs,
    Duration: durationNs,
    PartitionHMTableNameRef: tableName(partition),
    ...ownAttributes(partition, board),
  };
}

/** What no other partition of that board, and with as many vCPUs, has by default. */
function ownAttributes(partition: Partition, board: Board): XmlNode["attributes"] {
  const { vcpus, permissions } = partition;
  const [usual] = draftOf({ board, partitions: { any: { vcpus } } }).partitions;
  const [byDefault] = draftOf({ board, partitions: { any: {} } }).partitions;
  const unless = <T>(value: T, isUsual: T | undefined): T | undefined => (value === isUsual ? undefined : value);
  const traceBytes = partition.traceRecords * TRACE_RECORD_SIZE;
  return {
    [ours("stack")]: unless(partition.stackBytes, usual?.stackBytes),
    [ours("console")]: unless(partition.consoleBytes, usual?.consoleBytes),
    [ours("trace")]: unless(traceBytes, usual?.traceBytes),
    [ours("vcpus")]: unless(vcpus, byDefault?.vcpus),
    [ours("processes")]: partition.processTable ? undefined : unless(partition.processes, usual?.processes),
    [ours("processStack")]: unless(partition.processStackBytes, usual?.processStackBytes),
    [ours("objects")]: unless(partition.objectBytes, usual?.objectBytes),
    [ours("policy")]: unless<string>(partition.policy, usual?.policy),
    [ours("quantum")]: unless(partition.quantumNs, usual?.quantumNs),
    [ours("permissions")]: permissions.length > 0 ? permissions.join(" ") : undefined,
  };
}

function programNodes({ program }: Partition, directory: string): XmlNode[] {
  const path = (file: string): string => relative(directory, file).replaceAll("\\", "/") || ".";
  if (program.kind === "typescript") return [node(ours("program"), { Entry: path(program.entry) })];
  if (program.kind === "elf") return [node(ours("program"), { Elf: path(program.file) })];
  const { sources, api, include = [] } = program;
  return [
    node(ours("program"), { Api: api }, [
      ...sources.map((source) => node(ours("source"), { File: path(source) })),
      ...include.map((folder) => node(ours("include"), { Folder: path(folder) })),
    ]),
  ];
}

const deviceNodes = ({ irqs, ports }: Partition): XmlNode[] => [
  ...irqs.map(({ irq, vcpu }) => node(ours("interrupt"), { Irq: irq, Vcpu: vcpu === 0 ? undefined : vcpu })),
  ...ports.map((range) => node(ours("ports"), { Range: formatPorts(range) })),
];

const memoryNode = ({ memoryBytes }: Partition): XmlNode =>
  node("MemoryRegion", { Name: "memory", Type: "RAM", Size: memoryBytes, AccessRights: "READ_WRITE" });

/** The partition's ports at that channel. */
function portNodes(channel: Channel, partition: number): XmlNode[] {
  const isOwn = (port: MessagePort): boolean => port.partition === partition;
  const common = (port: MessagePort, direction: string) => ({
    Name: port.name,
    Direction: direction,
    MaxMessageSize: channel.messageBytesMax,
  });
  const sources = [channel.source ?? []].flat().filter(isOwn);
  if (channel.kind === "queuing") {
    const depth = { MaxNbMessages: channel.depth };
    return [
      ...sources.map((port) => node("QueuingPort", { ...common(port, "SOURCE"), ...depth })),
      ...[channel.destination ?? []]
        .flat()
        .filter(isOwn)
        .map((port) => node("QueuingPort", { ...common(port, "DESTINATION"), ...depth })),
    ];
  }
  return [
    ...sources.map((port) => node("SamplingPort", common(port, "SOURCE"))),
    ...channel.destinations
      .filter(isOwn)
      .map((port) => node("SamplingPort", { ...common(port, "DESTINATION"), RefreshPeriod: port.refreshNs })),
  ];
}
