/** The little of gdb's remote protocol that stepping through a machine takes (gdb manual, appendix E). */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { BenchFailure } from "../bench-failure.js";

export interface Registers {
  readonly esp: number;
  readonly cr3: number;
}

const CONNECT_TRIES = 200;
const CONNECT_PAUSE_MS = 10;
const WORD_DIGITS = 8;
/** Positions among the words of all registers, as QEMU tells those of an i386. */
const ESP = 4;
const EIP = 8;
/** From the end: the last six are CR0, CR2, CR3, CR4, CR8 and EFER. */
const CR3_FROM_END = 4;

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
        // QEMU tells single registers to those only who have asked for their description.
        await remote.ask("qXfer:features:read:target.xml:0,ffb");
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

  /** Runs to a breakpoint. */
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

  async registers(): Promise<Registers> {
    const all = await this.ask("g");
    const count = all.length / WORD_DIGITS;
    const word = (index: number): number => littleEndian(all.slice(index * WORD_DIGITS, (index + 1) * WORD_DIGITS));
    return { esp: word(ESP), cr3: word(count - CR3_FROM_END) };
  }

  async instructionPointer(): Promise<number> {
    return littleEndian(await this.ask(`p${EIP.toString(16)}`));
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
