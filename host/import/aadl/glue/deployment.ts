/** `deployment.h`: what POK's headers, which the user's sources include, are told of the partition. */
import { deploymentHeader } from "../../pok/deployment.js";
import type { ChannelPort, GluePlan } from "../plan.js";

/** A model does not tell which of POK's headers its sources want: none of them is empty. */
const NEEDS = [
  ...["ALLOCATOR", "CONSOLE", "ERROR_HANDLING", "LIBMATH", "MIDDLEWARE", "PARTITIONS", "SCHEDULER", "THREADS", "TIME"],
  ...[
    "ERROR",
    "EVENT",
    "PARTITION",
    "PROCESS",
    "SAMPLING",
    "QUEUEING",
    "BLACKBOARD",
    "BUFFER",
    "SEMAPHORE",
    "TIME",
  ].map((services) => `ARINC653_${services}`),
];

export function deploymentText({ partition, threads, firstThread, features, ports }: GluePlan): string {
  const ofKind = (kind: ChannelPort["kind"]): readonly ChannelPort[] => ports.filter((port) => port.kind === kind);
  const messageBytes = ({ type }: ChannelPort): number => type?.sizeBytes ?? 1;
  return deploymentHeader({
    partition,
    // POK counts the one that starts the others, too.
    threads: threads.length + 1,
    firstThread,
    needs: [...NEEDS, ...features.map((feature) => feature.toUpperCase())],
    samplingPorts: ofKind("sampling").map((port) => ({
      name: port.name,
      messageBytes: messageBytes(port),
      refreshNs: port.refreshNs,
    })),
    queueingPorts: ofKind("queuing").map((port) => ({
      name: port.name,
      messageBytes: messageBytes(port),
      messages: port.depth,
    })),
  });
}
