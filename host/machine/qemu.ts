/**
 * QEMU as a child process, headless. Its memory is a file that the host reads while the guest runs. Its time is the
 * number of instructions (-icount), so a busy host makes no guest late.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { RUN_ENDED, RUN_PANIC } from "../generated/abi.js";
import { findQemu, QEMU_MISSING } from "./find-qemu.js";
import { machineMemoryBytes } from "./image-bounds.js";
import type { BootRequest, EndReason, Machine, RunResult } from "./machine.js";
import { QemuFiles } from "./qemu-files.js";
import { QemuMonitor } from "./qemu-monitor.js";
import { endOfRun } from "./run-state.js";

const EXIT_PORT = 0xf4;
const POLL_MS = 1;
/** One instruction is one nanosecond, and a halt is skipped: the same run each time. */
const REPRODUCIBLE = "shift=0,sleep=off";
/** One instruction is eight nanoseconds, which QEMU keeps up with; a halt sleeps, and who is early waits. */
const PACED = "shift=3,sleep=on,align=on";
/** COM2's modem control register, and in it DTR. */
const COM2_MODEM_CONTROL = 0x2fc;
const DATA_TERMINAL_READY = 1;
/** What a kernel gets between ending the run and leaving through the exit port. */
const EXIT_GRACE_MS = 500;

export const qemu: Machine = {
  name: "qemu",
  overrunToleranceNs: 10_000,
  exitPort: EXIT_PORT,
  async run(request: BootRequest): Promise<RunResult> {
    const program = findQemu();
    if (program === null) throw new Error(QEMU_MISSING);
    const files = await QemuFiles.create(
      request.image,
      machineMemoryBytes(request.image, request.memoryBytes),
      request.com2?.input,
    );
    try {
      return await new Run(request, program, files).toItsEnd();
    } finally {
      files.close();
    }
  },
};

class Run {
  private exited: { code: number | null; signal: NodeJS.Signals | null } | undefined;
  private said = "";

  constructor(
    private readonly request: BootRequest,
    private readonly program: string,
    private readonly files: QemuFiles,
  ) {}

  async toItsEnd(): Promise<RunResult> {
    const { request } = this;
    const gdbPort = request.onDebugger === undefined ? undefined : await freePort();
    const child = spawn(this.program, this.options(gdbPort), {
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      // In a process group of its own: a terminal's Ctrl-C is for us, who end the run in order.
      detached: true,
    });
    const closed = new Promise<void>((resolve) => {
      child.on("error", (error) => {
        this.said += error.message;
        this.exited = { code: null, signal: null };
        resolve();
      });
      child.on("close", (code, signal) => {
        this.exited = { code, signal };
        resolve();
      });
    });
    child.stderr.on("data", (bytes: Buffer) => {
      this.said += bytes.toString();
    });
    const kill = () => child.kill("SIGKILL");
    // Should this process end while the guest runs, nothing of the run outlives it.
    const clear = () => {
      kill();
      this.files.remove();
    };
    process.once("exit", clear);
    try {
      if (this.hasInput) this.sendInput(new QemuMonitor(child.stdin, child.stdout)).catch(() => {});
      if (gdbPort !== undefined) request.onDebugger?.(gdbPort);
      const early = await this.watch(closed);
      kill();
      await closed;
      this.observe();
      return { ...(early ?? this.outcome()), memory: this.files };
    } finally {
      kill();
      await closed;
      process.off("exit", clear);
    }
  }

  private options(gdbPort: number | undefined): string[] {
    const { files, request } = this;
    return [
      ...["-display", "none", "-monitor", "none", "-no-reboot", "-nodefaults", "-no-user-config"],
      ...["-serial", `file:${files.com1}`, "-chardev", `file,id=com2,path=${files.com2}`, "-serial", "chardev:com2"],
      ...(this.hasInput ? ["-qmp", "stdio"] : []),
      ...["-device", `isa-debug-exit,iobase=${EXIT_PORT},iosize=4`],
      ...["-m", `${files.memoryBytes / (1 << 20)}M`, "-machine", "pc,memory-backend=ram"],
      "-object",
      `memory-backend-file,id=ram,size=${files.memoryBytes},mem-path=${files.memory},share=on`,
      ...["-icount", request.realtime ? PACED : REPRODUCIBLE],
      ...(gdbPort === undefined ? [] : ["-S", "-gdb", `tcp:127.0.0.1:${gdbPort}`]),
      ...["-kernel", files.image],
    ];
  }

  private get hasInput(): boolean {
    return (this.request.com2?.input?.length ?? 0) > 0;
  }

  /**
   * Once the guest has raised DTR, COM2 gets its input; QEMU takes of it what the receiver has room for. Had it the input
   * from the start, the first byte would be in the receiver before the guest empties that.
   */
  private async sendInput(monitor: QemuMonitor): Promise<void> {
    const { files } = this;
    await monitor.command("qmp_capabilities");
    const read = { "command-line": `i/b 0x${COM2_MODEM_CONTROL.toString(16)}` };
    for (let modemControl = 0; (modemControl & DATA_TERMINAL_READY) === 0; await setTimeout(POLL_MS)) {
      const said = String(await monitor.command("human-monitor-command", read));
      modemControl = Number(/= (0x[0-9a-f]+)/.exec(said)?.[1] ?? 0);
    }
    const file = { out: files.com2, append: true, in: files.com2Input };
    await monitor.command("chardev-change", { id: "com2", backend: { type: "file", data: file } });
  }

  /** Polls until QEMU has exited; or tells why it must be stopped. */
  private async watch(closed: Promise<void>): Promise<Omit<RunResult, "memory"> | undefined> {
    const { request, files } = this;
    const startMs = performance.now();
    let endedMs = Number.POSITIVE_INFINITY;
    while (this.exited === undefined) {
      await Promise.race([closed, setTimeout(POLL_MS)]);
      if (this.exited !== undefined) break;
      this.observe();
      const nowMs = performance.now();
      if (endOfRun(files, request.hostBlockPhys) !== undefined) endedMs = Math.min(endedMs, nowMs);
      if (nowMs - endedMs > EXIT_GRACE_MS) break;
      if (request.signal?.aborted) return { reason: "aborted" };
      if (nowMs - startMs > (request.timeoutMs ?? Number.POSITIVE_INFINITY)) return { reason: "timeout" };
    }
    return undefined;
  }

  private observe(): void {
    const com1 = this.files.newBytes("com1");
    if (com1.length > 0) this.request.onSerial?.(com1);
    const com2 = this.files.newBytes("com2");
    if (com2.length > 0) this.request.com2?.onBytes?.(com2);
    this.request.onPoll?.(this.files);
  }

  private outcome(): Omit<RunResult, "memory"> {
    const reason = endOfRun(this.files, this.request.hostBlockPhys) ?? this.exitReason();
    return reason === undefined ? { reason: "machine-failure", detail: this.failure() } : { reason };
  }

  /** isa-debug-exit makes 2n + 1 of the run state n. */
  private exitReason(): EndReason | undefined {
    if (this.exited?.code === RUN_ENDED * 2 + 1) return "ended";
    if (this.exited?.code === RUN_PANIC * 2 + 1) return "panic";
    return undefined;
  }

  private failure(): string {
    const said = this.said.trim();
    if (said !== "") return `QEMU: ${said}`;
    if (this.exited?.code === 0) return "the guest reset the machine (a triple fault, most likely)";
    return `QEMU exited with status ${this.exited?.code ?? this.exited?.signal}`;
  }
}

/** A TCP port of this machine that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
