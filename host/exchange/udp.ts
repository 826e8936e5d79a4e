/** Messages by UDP, a datagram each: what comes in at an address of this machine, and what goes out to one of any. */
import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { isIPv6 } from "node:net";
import type { IncomingMessage } from "./message.js";
import type { Source } from "./source.js";

/** Datagrams that wait to be taken; what comes beyond is refused, as a network would lose it. */
const PENDING_MAX = 4096;

export class UdpSource implements Source {
  refused = 0;
  readonly #pending: IncomingMessage[] = [];

  private constructor(
    private readonly socket: Socket,
    messageBytesMax: number,
  ) {
    socket.on("message", (bytes) => {
      const isMessage = bytes.length > 0 && bytes.length <= messageBytesMax;
      if (isMessage && this.#pending.length < PENDING_MAX) this.#pending.push({ bytes });
      else this.refused += 1;
    });
    // A network that fails sends nothing.
    socket.on("error", () => {});
  }

  /** Listens there. Throws what the network says. */
  static async listen(host: string, port: number, messageBytesMax: number): Promise<UdpSource> {
    const { socket, address } = await socketFor(host);
    await new Promise<void>((resolve, reject) => {
      socket.once("error", (error) => {
        socket.close();
        reject(error);
      });
      socket.bind({ port, address, exclusive: true }, resolve);
    });
    socket.removeAllListeners("error");
    return new UdpSource(socket, messageBytesMax);
  }

  get pending(): readonly IncomingMessage[] {
    return this.#pending;
  }

  drop(count: number): void {
    this.#pending.splice(0, count);
  }

  close(): Promise<void> {
    return closed(this.socket);
  }
}

export class UdpSink {
  /** Messages that the network did not take. */
  failed = 0;
  #sending = 0;
  #onQuiet: () => void = () => {};

  private constructor(
    private readonly socket: Socket,
    private readonly address: string,
    private readonly port: number,
  ) {
    socket.on("error", () => {});
  }

  /** Throws what the network says: a name that it does not know. */
  static async open(host: string, port: number): Promise<UdpSink> {
    const { socket, address } = await socketFor(host);
    return new UdpSink(socket, address, port);
  }

  write(bytes: Uint8Array): void {
    this.#sending += 1;
    this.socket.send(bytes, this.port, this.address, (error) => {
      if (error) this.failed += 1;
      this.#sending -= 1;
      if (this.#sending === 0) this.#onQuiet();
    });
  }

  /** When all that was written is out. */
  async close(): Promise<void> {
    if (this.#sending > 0) {
      await new Promise<void>((resolve) => {
        this.#onQuiet = resolve;
      });
    }
    await closed(this.socket);
  }
}

async function socketFor(host: string): Promise<{ socket: Socket; address: string }> {
  const { address } = await lookup(host);
  return { socket: createSocket(isIPv6(address) ? "udp6" : "udp4"), address };
}

const closed = (socket: Socket): Promise<void> => new Promise((resolve) => void socket.close(() => resolve()));
