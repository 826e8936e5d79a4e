/** Which channels the command line connects with what: checked against the system, before anything is built or run. */
import { resolve } from "node:path";
import { CODES } from "../config/codes.js";
import { ConfigError, type Fault } from "../config/fault.js";
import { comesFromHost, goesToHost } from "../config/host-ends.js";
import type { Channel, System } from "../config/model.js";
import { listOf, nearest } from "../config/suggest.js";
import type { SlotCounts } from "../image/exchanges.js";
import type { IncomingMessage } from "./message.js";
import { readMessageFile } from "./message-file.js";
import { type PortOption, parsePortOption } from "./port-option.js";

/** A channel of the system, connected. */
export interface Connection extends PortOption {
  /** Index into the system's channels. */
  readonly channel: number;
  readonly messageBytesMax: number;
  /** As the system sees it. */
  readonly direction: "in" | "out";
  /** Of a file whose messages come in: all of them. */
  readonly messages: readonly IncomingMessage[];
}

/** What the values of `--port` connect. Throws a ConfigError with all that is wrong with them, and with the files that they name. */
export function connections(values: readonly string[], { channels }: System): readonly Connection[] {
  const faults: Fault[] = [];
  const found: Connection[] = [];
  for (const value of values) {
    const option = parsePortOption(value);
    if ("code" in option) faults.push(option);
    else {
      const connection = connect(option, channels, faults);
      if (connection) found.push(connection);
    }
  }
  for (const [index, connection] of found.entries()) {
    const other = found.slice(0, index).find((each) => collide(each, connection));
    if (other === undefined) continue;
    const what = other.name === connection.name ? `the channel "${other.name}"` : endText(connection);
    const message = `${connection.text}: ${what} is connected already, by ${other.text}`;
    faults.push({ code: CODES.PORT_TWICE, message, remedy: "another end, or one of the two alone" });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return found;
}

/** How many messages the rings must hold: of a file all. */
export const slotsFor = (found: readonly Connection[]): Readonly<Record<string, SlotCounts>> =>
  Object.fromEntries(
    found.flatMap(({ name, messages }) => (messages.length > 0 ? [[name, { in: messages.length }]] : [])),
  );

function connect(option: PortOption, channels: readonly Channel[], faults: Fault[]): Connection | undefined {
  const { text, name, end } = option;
  const index = channels.findIndex((channel) => channel.name === name);
  const channel = channels[index];
  const isIn = channel !== undefined && comesFromHost(channel);
  if (channel === undefined || !(isIn || goesToHost(channel))) {
    faults.push(noHostChannel(option, channel, channels));
    return undefined;
  }
  if (end.kind === (isIn ? "stdout" : "stdin")) {
    const message = `${text}: messages of "${name}" ${isIn ? "come from" : "go to"} the host`;
    const remedy = `${isIn ? "stdin" : "stdout"}, a file or a network port: --port ${name}=${isIn ? "stdin" : "stdout"}`;
    faults.push({ code: CODES.PORT_DIRECTION, message, remedy });
    return undefined;
  }
  const { messageBytesMax } = channel;
  const common = { ...option, channel: index, messageBytesMax };
  if (!isIn) return { ...common, direction: "out", messages: [] };
  if (end.kind !== "file") return { ...common, direction: "in", messages: [] };
  const file = readMessageFile(end.path, text, messageBytesMax);
  faults.push(...file.faults);
  return { ...common, direction: "in", messages: file.messages };
}

function noHostChannel({ text, name }: PortOption, channel: Channel | undefined, all: readonly Channel[]): Fault {
  const code = CODES.NO_HOST_CHANNEL;
  if (channel !== undefined) {
    const message = `${text}: the channel "${name}" does not end at the host`;
    return { code, message, remedy: 'in the system file: from: "host" or to: "host"' };
  }
  const names = all.filter((each) => comesFromHost(each) || goesToHost(each)).map((each) => each.name);
  const guess = nearest(name, names);
  const message = `${text}: there is no channel "${name}"`;
  if (guess !== undefined) return { code, message, remedy: `did you mean ${guess}?` };
  const remedy =
    names.length > 0 ? `what ends at the host is ${listOf(names)}` : 'a channel with from: "host" or to: "host"';
  return { code, message, remedy };
}

/** Whether both can't be: one channel, one line, or one file that somebody writes. */
function collide(a: Connection, b: Connection): boolean {
  if (a.name === b.name) return true;
  if (a.end.kind === "file" && b.end.kind === "file") {
    return resolve(a.end.path) === resolve(b.end.path) && (a.direction === "out" || b.direction === "out");
  }
  return a.end.kind === b.end.kind && (a.end.kind === "stdin" || a.end.kind === "stdout");
}

const endText = ({ end }: Connection): string => (end.kind === "file" ? end.path : `the ${end.kind}`);
