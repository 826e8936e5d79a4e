/** The little of gdb's remote protocol that stepping through a machine takes (gdb manual, appendix E). */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";

/** What a stop tells of the processor. */
export interface Registers {
  readonly eip: number;
  readonly cs: number;
  readonly cr3: number;
}

const CONNECT_TRIES = 200;
const CONNECT_PAUSE_MS = 10;
/** Numbers of the registers in QEMU's description of an i386. */
const EIP = 8;
const CS = 10;
const CR3 = 25;

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
        return new GdbRemote(socket);
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

  /** Runs to a breakpoint; false when the machine ended instead. */
  async continue(): Promise<boolean> {
    return (await this.ask("c")).startsWith("T");
  }

  async step(): Promise<void> {
    await this.ask("s");
  }

  async registers(): Promise<Registers> {
    const words = await this.ask("g");
    const word = (index: number): number => {
      const [a, b, c, d] = [0, 2, 4, 6].map((at) => words.slice(index * 8 + at, index * 8 + at + 2));
      return Number.parseInt(`${d}${c}${b}${a}`, 16);
    };
    return { eip: word(EIP), cs: word(CS), cr3: word(CR3) };
  }

  async raw(q: string) { return this.ask(q); }

  close(): void {
    this.socket.destroy();
  }

  /** Sends a packet and tells the answer to it. */
  private async ask(packet: string): Promise<string> {
    const sum = [...packet].reduce((total, letter) => (total + letter.charCodeAt(0)) & 0xff, 0);
    this.socket.write(`$${packet}#${sum.toString(16).padStart(2, "0")}`);
    const answer = await this.nextPacket();
    this.socket.write("+");
    return answer;
  }

  private async nextPacket(): Promise<string> {
    for (;;) {
      const [whole, content] = /^[^$]*\$([^#]*)#[0-9a-f]{2}/.exec(this.received) ?? [];
      if (whole !== undefined && content !== undefined) {
        this.received = this.received.slice(whole.length);
        return content;
      }
      if (this.closed) return "";
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
