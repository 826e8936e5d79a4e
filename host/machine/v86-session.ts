/**
 * A machine that somebody drives: it runs up to a virtual time and stands there, its memory and its processor open. In
 * steps or in one piece, the run is the same.
 */
import { machineMemoryBytes } from "./image-bounds.js";
import type { BootRequest, RunResult, SharedMemory } from "./machine.js";
import { endOfRun } from "./run-state.js";
import { Emulator } from "./v86-emulator.js";

/** Why a machine does not go on. */
export type MachineEnd = Omit<RunResult, "memory">;

export class V86Session {
  /** While the processor is halted: when it wakes. */
  private wakeNs: number | undefined;
  private readonly com1: number[] = [];
  private readonly com2: number[] = [];
  private emulatorOrNone: Emulator | undefined;

  private constructor(private readonly request: BootRequest) {}

  /** A machine before its first instruction. */
  static async boot(request: BootRequest): Promise<V86Session> {
    const session = new V86Session(request);
    const memoryBytes = machineMemoryBytes(request.image, request.memoryBytes);
    session.emulatorOrNone = await Emulator.boot(request.image, memoryBytes, {
      onCom1: (byte) => session.com1.push(byte),
      onCom2: (byte) => session.com2.push(byte),
      com2Input: request.com2?.input ?? new Uint8Array(),
    });
    return session;
  }

  get emulator(): Emulator {
    return this.emulatorOrNone!;
  }

  get memory(): SharedMemory {
    return this.emulator;
  }

  /** Virtual nanoseconds since power-on. */
  get nowNs(): number {
    return this.emulator.clock.nowNs();
  }

  /** When the halted processor wakes, in nanoseconds since power-on; undefined while it works. */
  get idleUntilNs(): number | undefined {
    return this.wakeNs;
  }

  /**
   * One piece of work, which ends at `untilNs` at the latest: a slice, or the time that a halted processor waits. The end
   * is undefined while the machine goes on.
   */
  step(untilNs = Number.POSITIVE_INFINITY): MachineEnd | undefined {
    const { emulator, wakeNs } = this;
    if (wakeNs !== undefined) {
      emulator.clock.skipTo(Math.min(wakeNs, untilNs));
      if (wakeNs <= untilNs) this.wakeNs = undefined;
      return undefined;
    }
    try {
      const state = emulator.slice(untilNs);
      const reason = endOfRun(emulator, this.request.hostBlockPhys);
      if (reason !== undefined) return { reason };
      if (state === "dead") return { reason: "machine-failure", detail: emulator.describeHalt() };
      if (state === "idle") this.wakeNs = emulator.nextEventNs();
      return undefined;
    } catch (error) {
      return { reason: "machine-failure", detail: emulator.describeFailure(error) };
    }
  }

  /** Hands over what came out at the serial lines, and lets the memory be looked at. */
  observe(): void {
    const { com1, com2, request } = this;
    if (com1.length > 0) request.onSerial?.(Uint8Array.from(com1.splice(0)));
    if (com2.length > 0) request.com2?.onBytes?.(Uint8Array.from(com2.splice(0)));
    request.onPoll?.(this.emulator);
  }
}
