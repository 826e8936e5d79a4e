/**
 * The connected channels of one run: takes what comes out of their rings to where it goes, and puts what comes into them, each time the
 * machine is looked at. The messages of a file lie in the image; all others come when they come.
 */
import type { Readable } from "node:stream";
import { CODES } from "../config/codes.js";
import { ConfigError, type Fault } from "../config/fault.js";
import { HOST_BLOCK_MAGIC, HOST_BLOCK_MAGIC_OFFSET } from "../generated/abi.js";
import type { ExchangeLayout, ImageLayout } from "../image/layout.js";
import type { PhysicalMemory, SharedMemory } from "../machine/machine.js";
import { wordAt } from "../observe/ring-memory.js";
import type { Connection } from "./connections.js";
import type { Preload } from "./preload.js";
import { RingIn } from "./ring-in.js";
import { RingOut } from "./ring-out.js";
import { fileSink, lineSink, type Sink, udpSink } from "./sink.js";
import type { Source } from "./source.js";
import { StdinSource } from "./stdin-source.js";
import { UdpSource } from "./udp.js";

/** What became of the messages of a connected channel. */
export interface PortSummary {
  readonly name: string;
  readonly direction: "in" | "out";
  /** Taken by the system, or given by it. */
  readonly messages: number;
  /** Came out, but was overwritten before it was read; or found no way further. */
  readonly lost: number;
  /** Came, but was no message, or one of too many. */
  readonly refused: number;
  /** Found no room in a queue that discards. */
  readonly discarded: number;
  /** Was not taken until the end. */
  readonly left: number;
}

/** The process's own lines. */
export interface StandardLines {
  readonly input: Readable;
  /** Takes whole lines. */
  readonly output: (text: string) => void;
  readonly warn: (text: string) => void;
}

interface Port {
  poll(memory: SharedMemory): void;
  end(memory: PhysicalMemory): Promise<PortSummary>;
  close(): Promise<void>;
}

export class Ports {
  #running = false;
  #closed: Promise<void> | undefined;

  private constructor(
    private readonly layout: ImageLayout,
    private readonly ports: readonly Port[],
    /** What is to lie in the image. */
    readonly preloads: readonly Preload[],
  ) {}

  /** Opens files and sockets. Throws a ConfigError where one cannot be. */
  static async open(found: readonly Connection[], layout: ImageLayout, lines: StandardLines): Promise<Ports> {
    const ports: Port[] = [];
    const faults: Fault[] = [];
    const exchangeOf = ({ channel }: Connection): ExchangeLayout => layout.channels[channel]!.exchange!;
    for (const connection of found) {
      try {
        ports.push(await openPort(connection, exchangeOf(connection), lines));
      } catch (error) {
        const message = `${connection.text}: ${(error as Error).message}`;
        faults.push({ code: CODES.PORT_FILE, message, remedy: "another file or network port" });
      }
    }
    const preloads = found.flatMap((connection) =>
      connection.messages.length > 0 ? [{ exchange: exchangeOf(connection), messages: connection.messages }] : [],
    );
    const opened = new Ports(layout, ports, preloads);
    if (faults.length === 0) return opened;
    await opened.close();
    throw new ConfigError(faults);
  }

  /** While the machine runs, once its kernel does: before, the image may still be on its way into the memory. */
  poll(memory: SharedMemory): void {
    if (this.ports.length === 0) return;
    this.#running ||= wordAt(memory, this.layout.hostBlockPhys + HOST_BLOCK_MAGIC_OFFSET) === HOST_BLOCK_MAGIC;
    if (this.#running) for (const port of this.ports) port.poll(memory);
  }

  /** The machine has stopped: takes the last, and closes everything. */
  async end(memory: PhysicalMemory): Promise<readonly PortSummary[]> {
    const summaries: PortSummary[] = [];
    try {
      for (const port of this.ports) summaries.push(await port.end(memory));
    } finally {
      await this.close();
    }
    return summaries;
  }

  /** Files, lines and sockets, for good. */
  close(): Promise<void> {
    this.#closed ??= Promise.all(this.ports.map((port) => port.close())).then(() => {});
    return this.#closed;
  }
}

async function openPort(connection: Connection, exchange: ExchangeLayout, lines: StandardLines): Promise<Port> {
  const { direction, end, messageBytesMax, messages, name } = connection;
  if (direction === "out") {
    if (end.kind === "udp") return outlet(name, exchange, await udpSink(end.host, end.port));
    return outlet(name, exchange, end.kind === "file" ? fileSink(end.path) : lineSink(lines.output));
  }
  if (end.kind === "udp") return inlet(name, exchange, await UdpSource.listen(end.host, end.port, messageBytesMax));
  if (end.kind === "stdin") return inlet(name, exchange, new StdinSource(lines.input, messageBytesMax, lines.warn));
  return inlet(name, exchange, preloaded, messages.length);
}

/** All of its messages were in the image. */
const preloaded: Source = { pending: [], drop: () => {}, refused: 0, close: () => Promise.resolve() };

function inlet(name: string, exchange: ExchangeLayout, source: Source, preloads = 0): Port {
  const ring = new RingIn(exchange);
  let put = preloads;
  return {
    poll: (memory) => {
      if (source.pending.length === 0) return;
      const count = ring.put(memory, source.pending);
      source.drop(count);
      put += count;
    },
    end: (memory) => {
      const waiting = ring.waiting(memory);
      const discarded = ring.discarded(memory);
      const left = waiting + source.pending.length;
      const messages = put - waiting - discarded;
      return Promise.resolve({ name, direction: "in", messages, lost: 0, refused: source.refused, discarded, left });
    },
    close: () => source.close(),
  };
}

function outlet(name: string, exchange: ExchangeLayout, sink: Sink): Port {
  const ring = new RingOut(exchange);
  let read = 0;
  let lost = 0;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= sink.close();
    return closed;
  };
  const take = (memory: PhysicalMemory): void => {
    const { messages, lost: overwritten } = ring.read(memory);
    read += messages.length;
    lost += overwritten;
    if (messages.length > 0) sink.write(messages);
  };
  return {
    poll: take,
    end: async (memory) => {
      take(memory);
      await close();
      const rest = { refused: 0, discarded: 0, left: 0 };
      return { name, direction: "out", messages: read, lost: lost + sink.failed(), ...rest };
    },
    close,
  };
}
