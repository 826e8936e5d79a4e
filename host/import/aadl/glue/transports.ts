/** A thread's ports as calls of the APEX: to read what came, to write what goes. */
import type { ThreadPort, Transport } from "../plan.js";
import { callText, nanoseconds } from "./c-text.js";

/** `timeout` for a wait that ends only when something comes. */
export const FOR_EVER = "INFINITE_TIME_VALUE";
export const AT_ONCE = "0";

/** How long a port's thread waits for what is not there. */
export const waitOf = ({ timeoutNs }: ThreadPort): string => (timeoutNs > 0 ? nanoseconds(timeoutNs) : AT_ONCE);

/** Takes what came by one transport: into the port's variable, and `code` says whether anything did. */
export function takeText(port: ThreadPort, transport: Transport, timeout: string, indent: string): string[] {
  const { variable } = transport;
  const message = port.variable ? `(MESSAGE_ADDR_TYPE)&${port.variable}` : "&event";
  switch (transport.kind) {
    case "sampling":
      return [callText("READ_SAMPLING_MESSAGE", [variable, message, "&length", "&validity", "&code"], indent)];
    case "queuing":
      return [callText("RECEIVE_QUEUING_MESSAGE", [variable, timeout, message, "&length", "&code"], indent)];
    case "blackboard":
      return [callText("READ_BLACKBOARD", [variable, timeout, message, "&length", "&code"], indent)];
    case "buffer":
      return [callText("RECEIVE_BUFFER", [variable, timeout, message, "&length", "&code"], indent)];
    case "event":
      return [
        callText("WAIT_EVENT", [variable, timeout, "&code"], indent),
        `${indent}if (code == NO_ERROR) RESET_EVENT(${variable}, &code);`,
      ];
    default:
      return [callText("WAIT_SEMAPHORE", [variable, timeout, "&code"], indent)];
  }
}

/** Gives the port's value, or its event, to one transport. */
export function giveText(port: ThreadPort, transport: Transport, indent: string): string {
  const { variable } = transport;
  const message = port.variable ? `(MESSAGE_ADDR_TYPE)&${port.variable}` : "&event";
  const length = port.variable ? `sizeof ${port.variable}` : "sizeof event";
  switch (transport.kind) {
    case "sampling":
      return callText("WRITE_SAMPLING_MESSAGE", [variable, message, length, "&code"], indent);
    case "queuing":
      return callText("SEND_QUEUING_MESSAGE", [variable, message, length, waitOf(port), "&code"], indent);
    case "blackboard":
      return callText("DISPLAY_BLACKBOARD", [variable, message, length, "&code"], indent);
    case "buffer":
      return callText("SEND_BUFFER", [variable, message, length, waitOf(port), "&code"], indent);
    case "event":
      return callText("SET_EVENT", [variable, "&code"], indent);
    default:
      return callText("SIGNAL_SEMAPHORE", [variable, "&code"], indent);
  }
}

/** The glue's own variables that the ports need. */
export function neededBy(ports: readonly ThreadPort[]): { length: boolean; validity: boolean; event: boolean } {
  const all = ports.flatMap((port) => port.transports.map((transport) => ({ port, transport })));
  const takes = all.filter(({ port }) => port.feature.direction !== "out").map(({ transport }) => transport.kind);
  return {
    length: takes.some(
      (kind) => kind === "sampling" || kind === "queuing" || kind === "blackboard" || kind === "buffer",
    ),
    validity: takes.includes("sampling"),
    event: all.some(({ port, transport }) => !port.variable && transport.kind === "queuing"),
  };
}
