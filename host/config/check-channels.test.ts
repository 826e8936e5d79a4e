import { expect, test } from "vitest";
import { checkChannels } from "./check-channels.js";
import { faultsOf } from "./faults-of.js";

const PARTITIONS = { sensors: {}, display: {}, logger: {} };
const faults = (channels: unknown): string[] => faultsOf({ partitions: PARTITIONS, channels }, checkChannels);

const attitude = {
  kind: "sampling",
  size: "64B",
  from: { partition: "sensors" },
  to: [{ partition: "display", port: "ATT_IN", refresh: "50ms" }],
};
const commands = {
  kind: "queuing",
  size: "32B",
  depth: 8,
  from: { partition: "display" },
  to: { partition: "sensors" },
};
const POSSIBLE = "1 to 32 printable characters without a blank are possible";

test("channels as they should be", () => {
  const twice = { ...attitude, to: [...attitude.to, { partition: "display", port: "ATT_LOG", refresh: "1s" }] };
  expect(faults({ attitude: twice, commands, "~!{}": attitude })).toEqual([
    'BH1081 channels["~!{}"].to[0].port: "display" has a port "ATT_IN" already, by channels.attitude.to[0] [another name for one of the two: port: "ATT_IN_2"]',
  ]);
});

test("a partition that does not exist", () => {
  expect(faults({ attitude: { ...attitude, from: { partition: "sensor" } } })).toEqual([
    'BH1040 channels.attitude.from.partition: there is no partition "sensor" [did you mean "sensors"?]',
  ]);
  expect(faults({ commands: { ...commands, to: { partition: "x" } } })).toEqual([
    'BH1040 channels.commands.to.partition: there is no partition "x" [the partitions are sensors, display, logger]',
  ]);
});

test("a name that no program could ask for", () => {
  const long = "N".repeat(33);
  const named = (port: string) => ({ ...commands, from: { partition: "display", port } });
  expect(faults({ ["N".repeat(32)]: commands, other: named("a b"), more: named("") })).toEqual([
    `BH1080 channels.other.from.port: "a b" is no name for a port: ${POSSIBLE} [port: "a_b"]`,
    `BH1080 channels.more.from.port: "" is no name for a port: ${POSSIBLE}`,
  ]);
  expect(faults({ [long]: commands })).toEqual([
    `BH1080 channels.${long}: "${long}" has 33 characters: ${POSSIBLE} [port: "${"N".repeat(32)}"]`,
    `BH1080 channels.${long}: "${long}" has 33 characters: ${POSSIBLE} [port: "${"N".repeat(32)}"]`,
  ]);
});

test("two ports with one name in a partition, whatever their kinds", () => {
  const same = { ...commands, to: { partition: "display", port: "attitude" }, from: { partition: "sensors" } };
  const again = { ...same, from: { partition: "sensors", port: "attitude" }, to: { partition: "logger" } };
  expect(faults({ attitude, again })).toEqual([
    'BH1081 channels.again.from.port: "sensors" has a port "attitude" already, by channels.attitude.from [another name for one of the two: port: "attitude_2"]',
  ]);
  expect(faults({ attitude, same })).toEqual([]);
});

test("messages and queues of a size that the kernel keeps", () => {
  expect(
    faults({ attitude: { ...attitude, size: "8192B" }, commands: { ...commands, size: "1B", depth: 512 } }),
  ).toEqual([]);
  expect(faults({ attitude: { ...attitude, size: "0B" }, commands: { ...commands, size: "9KiB", depth: 0 } })).toEqual([
    'BH1030 channels.attitude.size: messages of 0B: 1B to 8192B are possible ["1B"]',
    'BH1030 channels.commands.size: messages of 9KiB: 1B to 8192B are possible ["8192B"]',
    "BH1016 channels.commands.depth: a depth of 0: a channel holds 1 to 512 messages [depth: 1]",
  ]);
  expect(faults({ commands: { ...commands, depth: 513 } })).toEqual([
    "BH1016 channels.commands.depth: a depth of 513: a channel holds 1 to 512 messages [depth: 512]",
  ]);
});

test("a channel that ends where it begins", () => {
  expect(faults({ commands: { ...commands, to: { partition: "display", port: "in" } } })).toEqual([
    'BH1082 channels.commands.to.partition: the channel goes from "display" to itself [processes of one partition use a buffer or a blackboard]',
  ]);
});

test("a sampling channel has a destination, at which messages can be valid", () => {
  expect(faults({ attitude: { ...attitude, to: [] } })).toEqual([
    'BH1016 channels.attitude.to: the channel has no destination [to: [{ partition: "display", refresh: "50ms" }]]',
  ]);
  expect(faults({ attitude: { ...attitude, to: [{ ...attitude.to[0], refresh: "0ms" }] } })).toEqual([
    "BH1083 channels.attitude.to[0].refresh: a refresh period of no length: no message could be valid",
  ]);
});

test("a partition has at most 512 ports of each kind", () => {
  const many = Object.fromEntries(Array.from({ length: 513 }, (_, n) => [`c${n}`, commands]));
  expect(faults(many)).toEqual([
    "BH1016 partitions.sensors: 513 queuing ports; a partition has at most 512",
    "BH1016 partitions.display: 513 queuing ports; a partition has at most 512",
  ]);
  const { c512, ...fewer } = many;
  expect(faults({ ...fewer, attitude })).toEqual([]);
});

test("the host may be an end of a channel", () => {
  const sensed = { ...attitude, from: "host" };
  const told = { ...attitude, to: [...attitude.to, "host"] };
  const only = { ...attitude, to: ["host"], from: { partition: "logger" } };
  expect(faults({ sensed, commands: { ...commands, to: "host" } })).toEqual([]);
  expect(faults({ told, only, "from-outside": { ...commands, from: "host" } })).toEqual([]);
});

test("a channel from the host to the host", () => {
  expect(faults({ round: { ...commands, from: "host", to: "host" } })).toEqual([
    'BH1110 channels.round.to: the channel goes from the host to the host [a partition at one of its ends: { partition: "sensors" }]',
  ]);
  expect(faults({ round: { ...attitude, from: "host", to: ["host"] } })).toEqual([
    'BH1110 channels.round.to[0]: the channel goes from the host to the host [a partition at one of its ends: { partition: "sensors", refresh: "50ms" }]',
  ]);
  expect(faults({ round: { ...attitude, from: "host", to: [...attitude.to, "host"] } })).toEqual([
    'BH1110 channels.round.to[1]: the channel goes from the host to the host, which has its messages already [leave "host" out of its destinations]',
  ]);
});

test("the host twice among the destinations", () => {
  expect(faults({ told: { ...attitude, to: ["host", "host"] } })).toEqual([
    "BH1111 channels.told.to[1]: the host is a destination already",
  ]);
});

test("a host that is written otherwise", () => {
  // What has another shape is told by shape.ts; here nothing is made of it.
  expect(faults({ commands: { ...commands, to: "hosts" } })).toEqual([]);
});
