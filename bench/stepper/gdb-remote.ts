/** The little of gdb's remote protocol that stepping through a machine takes (gdb manual, appendix E). */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { BenchFailure } from "../bench-failure.js";

const CONNECT_TRIES = 200;
const CONNECT_PAUSE_MS = 10;
/** Positions of registers among those of an i386, 32 bits each. */
const REGISTERS = { esp: 4, eip: 8 } as const;
const WORD_DIGITS = 8;

export class GdbRemote {
  private received = "";
  private wake: (() => void) | undefined;
  private closed = false;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on("data", (bytes) => {
      this.received += bytes.toString("latin1");
      this.wake?.();
    });
    const close = () => {
      this.closed = true;
      this.wake?.();
    };
    socket.on("close", close);
    socket.on("error", close);
  }

  /** QEMU opens the port a little after it has started. */
  static async connect(port: number): Promise<GdbRemote> {
    for (let tries = 1; ; tries += 1) {
      const socket = connect(port, "127.0.0.1");
      try {
        await once(socket, "connect");
        const remote = new GdbRemote(socket);
        await remote.ask("QStartNoAckMode");
        return remote;
      } catch (error) {
        socket.destroy();
        if (tries === CONNECT_TRIES) throw error;
        await setTimeout(CONNECT_PAUSE_MS);
      }
    }
  }

  async setBreakpoint(address: number): Promise<void> {
    await this.ask(`Z0,${address.toString(16)},1`);
  }

  async removeBreakpoint(address: number): Promise<void> {
    await this.ask(`z0,${address.toString(16)},1`);
  }

  /** Runs to the next breakpoint; from one, it must first be stepped off. */
  async continue(): Promise<void> {
    await this.ask("c");
  }

  /** Lets the machine go on alone. */
  async detach(): Promise<void> {
    await this.ask("D");
    this.socket.destroy();
  }

  async step(): Promise<void> {
    await this.ask("s");
  }

  /** One of the processor's registers. */
  async register(name: keyof typeof REGISTERS): Promise<number> {
    const all = await this.ask("g");
    return littleEndian(all.slice(REGISTERS[name] * WORD_DIGITS, (REGISTERS[name] + 1) * WORD_DIGITS));
  }

  /** The 32-bit word at a virtual address. */
  async readWord(address: number): Promise<number> {
    return littleEndian(await this.ask(`m${address.toString(16)},4`));
  }

  /** Sends a packet and tells the answer to it. */
  private async ask(packet: string): Promise<string> {
    const sum = [...packet].reduce((total, letter) => (total + letter.charCodeAt(0)) & 0xff, 0);
    this.socket.write(`$${packet}#${sum.toString(16).padStart(2, "0")}`);
    return this.nextPacket();
  }

  private async nextPacket(): Promise<string> {
    for (;;) {
      const [whole, content] = /^[^$]*\$([^#]*)#[0-9a-f]{2}/.exec(this.received) ?? [];
      if (whole !== undefined && content !== undefined) {
        this.received = this.received.slice(whole.length);
        return content;
      }
      if (this.closed) throw new BenchFailure("the machine ended while it was being stepped through");
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

/** A word of eight hexadecimal digits, lowest byte first. */
function littleEndian(digits: string): number {
  const bytes = digits.match(/../g) ?? [];
  return Number.parseInt(bytes.reverse().join(""), 16);
}
