/** A machine that boots an image. v86 and QEMU implement it; nothing above this folder knows which it has. */

export interface BootRequest {
  /** The Multiboot ELF, boot options already in place. */
  readonly image: Uint8Array;
  /** Physical memory that the system needs; the machine gives at least this. */
  readonly memoryBytes: number;
  /** Physical address of the HostBlock; the machine polls its runState. */
  readonly hostBlockPhys: number;
  /** Pace virtual time to the wall clock. */
  readonly realtime?: boolean;
  /** Called often (virtual or wall time) while the run goes on, with the machine stopped or the memory coherent. */
  readonly onPoll?: (memory: SharedMemory) => void;
  /** Bytes that the guest wrote to COM1. */
  readonly onSerial?: (bytes: Uint8Array) => void;
  /** Who is at the other end of COM2, which every machine has: nobody, if absent. */
  readonly com2?: SerialPeer;
  /** Wall-clock limit; past it the run ends with `reason: "timeout"`. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** QEMU only: the machine waits, before its first instruction, for a debugger at this port of 127.0.0.1. */
  readonly onDebugger?: (port: number) => void;
}

export interface SerialPeer {
  /** Bytes that the guest wrote. */
  readonly onBytes?: (bytes: Uint8Array) => void;
  /** What the peer sends once the guest has raised DTR, without ever overrunning the guest's FIFO. */
  readonly input?: Uint8Array;
}

/** The guest's physical memory, out of band. */
export interface PhysicalMemory {
  /** A copy of the bytes [phys, phys + length). Throws RangeError outside the memory. */
  read(phys: number, length: number): Uint8Array;
}

/** The same while the machine runs, where what kernel and host share can be written. */
export interface SharedMemory extends PhysicalMemory {
  /**
   * Puts the bytes at `phys`; what is written first is seen first. No code of the guest may lie there: a machine may have
   * translated it. Throws RangeError outside the memory.
   */
  write(phys: number, bytes: Uint8Array): void;
}

export type EndReason = "ended" | "panic" | "timeout" | "aborted" | "machine-failure";

export interface RunResult {
  readonly reason: EndReason;
  /** For machine-failure: what the machine said. */
  readonly detail?: string;
  readonly memory: PhysicalMemory;
}

export interface Machine {
  readonly name: "v86" | "qemu";
  /** Lateness below this is the machine's own grain: BootOptions.overrunToleranceNs. */
  readonly overrunToleranceNs: number;
  /** isa-debug-exit port, or 0 (BootOptions.exitPort). */
  readonly exitPort: number;
  /** Boots and runs until the kernel ends the run, the signal aborts it, or something fails. */
  run(request: BootRequest): Promise<RunResult>;
}
