/** What v86 and QEMU have in common: the contract of host/machine/machine.ts, with kernels of a few lines. */
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { type BootRequest, findQemu, openMachine, type RunResult } from "../../host/machine/index.js";
import {
  BUSY_TIMERS,
  COM2_INTERRUPTS,
  COM2_POLLING,
  COM2_TRANSMITS,
  ENTER_FAULTS,
  IRET_TRICKS,
  PANICS,
  SLEEPS,
  SLEEPS_200_MS,
  SPINS,
  TEN_TIMERS,
  TRIPLE_FAULT,
} from "./kernels.js";
import { HOST_BLOCK_PHYS, MEMORY_BYTES, NEEDED_BYTES, results, tinyKernel } from "./tiny-kernel.js";

/** Wall clock that no healthy run needs; a test that waits for it fails anyway. */
const TIMEOUT_MS = 240_000;
/** 1193 counts and one more tick of the PIT, at 1 GHz. */
const ONE_SHOT_TICKS = (1194 / 1_193_182) * 1e9;

const targets = [
  { target: "v86", missing: false, note: "" },
  {
    target: "qemu",
    missing: findQemu() === null,
    note: findQemu() === null ? " (skipped: QEMU is not installed)" : "",
  },
] as const;

for (const { target, missing, note } of targets) {
  describe.skipIf(missing)(`${target}${note}`, { timeout: TIMEOUT_MS }, () => {
    const machine = openMachine(target);

    async function boot(code: string, request: Partial<BootRequest> = {}): Promise<RunResult & { serial: string }> {
      let serial = "";
      const result = await machine.run({
        image: await tinyKernel(code, machine.exitPort),
        memoryBytes: NEEDED_BYTES,
        hostBlockPhys: HOST_BLOCK_PHYS,
        timeoutMs: TIMEOUT_MS / 2,
        onSerial: (bytes) => {
          serial += Buffer.from(bytes).toString("latin1");
        },
        ...request,
      });
      return { ...result, serial };
    }

    test("a kernel prints, sleeps from timer to timer, and ends", async () => {
      const { reason, serial, memory } = await boot(TEN_TIMERS);
      expect({ reason, serial }).toEqual({ reason: "ended", serial: "hello\ndone\n" });
      const at = results(memory, 11);
      for (let n = 1; n < 11; n++) {
        const ticks = (at[n]! - at[n - 1]!) >>> 0;
        expect(Math.abs(ticks - ONE_SHOT_TICKS)).toBeLessThan(5_000);
      }
    });

    test("a timer interrupts a loop that never halts, at its time", async () => {
      const { reason, memory } = await boot(BUSY_TIMERS);
      expect(reason).toBe("ended");
      expect(Math.abs(results(memory, 1)[0]! - ONE_SHOT_TICKS)).toBeLessThan(2_000);
    });

    test("a panic ends the run", async () => {
      expect(await boot(PANICS)).toMatchObject({ reason: "panic", serial: "on fire\n" });
    });

    test("memory can be read during the run and after it, and only where there is some", async () => {
      let polls = 0;
      const { memory } = await boot(TEN_TIMERS, {
        onPoll: (memory) => {
          polls++;
          expect(memory.read(0x100000, 4)).toHaveLength(4);
        },
      });
      expect(polls).toBeGreaterThan(0);
      expect(memory.read(MEMORY_BYTES - 1, 1)).toHaveLength(1);
      expect(() => memory.read(MEMORY_BYTES - 1, 2)).toThrow(RangeError);
      expect(() => memory.read(-1, 1)).toThrow(RangeError);
    });

    test("a fault that cannot be delivered is the machine's failure", async () => {
      const { reason, detail } = await boot(TRIPLE_FAULT);
      expect(reason).toBe("machine-failure");
      expect(detail).toMatch(target === "v86" ? /^v86 gave up at EIP 0x0010[0-9a-f]{4}, ring 0: / : /triple fault/);
    });

    test("ring 3 gets a general protection fault for each bad `iret`, and cannot end the machine", async () => {
      const { reason, memory } = await boot(IRET_TRICKS);
      const [faults, eip, cs, trick] = results(memory, 4);
      expect({ reason, faults, cs }).toEqual({ reason: "ended", faults: 12, cs: 0x1b });
      expect(eip).toBe(trick);
    });

    test("an instruction that faults halfway leaves the fault's handler running", async () => {
      const { reason, memory } = await boot(ENTER_FAULTS);
      expect({ reason, address: results(memory, 1)[0] }).toEqual({ reason: "ended", address: 0x7ffffc });
    });

    test.each([
      ["computes", SPINS],
      ["sleeps", SLEEPS],
    ])("a guest that %s for ever is stopped by the time limit", async (_name, code) => {
      expect((await boot(code, { timeoutMs: 300 })).reason).toBe("timeout");
    });

    test.each([
      ["computes", SPINS],
      ["sleeps", SLEEPS],
    ])("a guest that %s for ever is stopped by a signal, which a timer of the host can send", async (_name, code) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 200);
      expect((await boot(code, { signal: abort.signal })).reason).toBe("aborted");
    });

    test("in real time a guest that sleeps takes the time", async () => {
      const startMs = performance.now();
      expect((await boot(SLEEPS_200_MS, { realtime: true })).reason).toBe("ended");
      expect(performance.now() - startMs).toBeGreaterThan(195);
    });

    test("equal images make equal runs", async () => {
      const worstTicks = async () => results((await boot(BUSY_TIMERS)).memory, 1)[0];
      const first = await worstTicks();
      expect([await worstTicks(), await worstTicks()]).toEqual([first, first]);
    });

    test.each([
      ["asks for each byte", COM2_POLLING],
      ["is interrupted", COM2_INTERRUPTS],
    ])("what COM2 receives is sent back by a guest that %s, every byte", async (_name, code) => {
      const sent = Buffer.from(`${"The quick brown fox jumps over the lazy dog. ".repeat(25)}\n`);
      let received = Buffer.alloc(0);
      const { reason } = await boot(code, {
        com2: {
          input: sent,
          onBytes: (bytes) => {
            received = Buffer.concat([received, bytes]);
          },
        },
      });
      expect({ reason, received: received.toString() }).toEqual({ reason: "ended", received: sent.toString() });
    });

    test("COM2 interrupts as soon as it can send", async () => {
      let received = "";
      const { reason, memory } = await boot(COM2_TRANSMITS, {
        com2: {
          onBytes: (bytes) => {
            received += Buffer.from(bytes).toString();
          },
        },
      });
      expect({ reason, received }).toEqual({ reason: "ended", received: "sent by interrupts\n" });
      const [interrupts, longestTicks] = results(memory, 2);
      expect(interrupts).toBe(received.length + 1);
      expect(longestTicks).toBeLessThan(100_000);
    });

    test("COM2 is there, and its peer ready, when nobody listens", async () => {
      const { reason, memory } = await boot(COM2_POLLING, { com2: { input: Buffer.from("\n") } });
      expect({ reason, modemStatus: results(memory, 1)[0] }).toEqual({ reason: "ended", modemStatus: 0xb0 });
      expect((await boot(COM2_TRANSMITS)).reason).toBe("ended");
    });

    test("an image that reaches beyond the memory is refused", async () => {
      const image = await tinyKernel(`main: finish ENDED\n.bss\n.skip ${MEMORY_BYTES}\n.text\n`);
      const run = machine.run({ image, memoryBytes: NEEDED_BYTES, hostBlockPhys: HOST_BLOCK_PHYS });
      await expect(run).rejects.toThrow(
        /the image reaches up to 0x1[0-9a-f]{6}, the machine's memory only to 0x1000000/,
      );
    });

    test("what is no ELF file is refused", async () => {
      const image = new Uint8Array(100);
      const run = machine.run({ image, memoryBytes: NEEDED_BYTES, hostBlockPhys: HOST_BLOCK_PHYS });
      await expect(run).rejects.toThrow("the image: is no ELF file");
    });
  });
}

describe.skipIf(findQemu() === null)("qemu alone", { timeout: TIMEOUT_MS }, () => {
  test("a kernel that does not leave through the exit port is ended all the same", async () => {
    const image = await tinyKernel("main: finish ENDED\n");
    const { reason } = await openMachine("qemu").run({
      image,
      memoryBytes: NEEDED_BYTES,
      hostBlockPhys: HOST_BLOCK_PHYS,
    });
    expect(reason).toBe("ended");
  });

  test("with a debugger asked for, the machine waits at the port that it tells", async () => {
    const abort = new AbortController();
    const { reason, memory } = await openMachine("qemu").run({
      image: await tinyKernel(TEN_TIMERS),
      memoryBytes: NEEDED_BYTES,
      hostBlockPhys: HOST_BLOCK_PHYS,
      timeoutMs: TIMEOUT_MS / 2,
      signal: abort.signal,
      onDebugger: async (port) => {
        expect(await reachable(port)).toBe(true);
        abort.abort();
      },
    });
    expect(reason).toBe("aborted");
    expect(results(memory, 1)[0]).toBe(0);
  });
});

/** QEMU listens a little after it was started. */
async function reachable(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.on("error", () => resolve(false));
    });
    if (connected) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
