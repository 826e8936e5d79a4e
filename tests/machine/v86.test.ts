/** What is v86's alone: virtual time that nothing outside can touch, and failures of the emulator itself. */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { type BootRequest, openMachine } from "../../host/machine/index.js";
import { COM2_INTERRUPTS, PANICS, SLEEPS_200_MS, TIMER_STORM } from "./kernels.js";
import { HOST_BLOCK_PHYS, MEMORY_BYTES, results, tinyKernel } from "./tiny-kernel.js";

const TIMEOUT_MS = 240_000;
const machine = openMachine("v86");

async function boot(code: string, request: Partial<BootRequest> = {}) {
  let serial = "";
  const result = await machine.run({
    image: await tinyKernel(code),
    memoryBytes: MEMORY_BYTES,
    hostBlockPhys: HOST_BLOCK_PHYS,
    timeoutMs: TIMEOUT_MS,
    onSerial: (bytes) => {
      serial += Buffer.from(bytes).toString("latin1");
    },
    ...request,
  });
  return { ...result, serial };
}

/** All that a run of the storm leaves: its output, its hash, its interrupts and its last TSC; and when it was polled. */
async function storm() {
  const polls: string[] = [];
  const { reason, serial, memory } = await boot(TIMER_STORM, {
    onPoll: (memory) => polls.push(results(memory, 4).join()),
  });
  const [hash, interrupts, tscLow, tscHigh] = results(memory, 4);
  return { reason, serial, hash, interrupts, tsc: tscHigh! * 2 ** 32 + tscLow!, polls };
}

describe("v86's time", { timeout: TIMEOUT_MS }, () => {
  test("runs past five virtual seconds full of timer interrupts are equal, alone, side by side and under load", async () => {
    const alone = await storm();
    expect(alone).toMatchObject({ reason: "ended" });
    expect(alone.tsc).toBeGreaterThan(5.2e9);
    expect(alone.interrupts).toBeGreaterThan(5_000);
    expect(alone.serial).toHaveLength(alone.interrupts!);

    const load = [0, 1].map(() => new Worker("for (;;);", { eval: true }));
    try {
      const [left, right] = await Promise.all([storm(), storm()]);
      expect(left).toEqual(alone);
      expect(right).toEqual(alone);
    } finally {
      await Promise.all(load.map((worker) => worker.terminate()));
    }
  });

  test("real time changes nothing in what the guest sees", async () => {
    const [fast, paced] = [await boot(SLEEPS_200_MS), await boot(SLEEPS_200_MS, { realtime: true })];
    const everything = ({ memory }: typeof fast) => Buffer.from(memory.read(0, MEMORY_BYTES));
    expect(everything(paced).equals(everything(fast))).toBe(true);
  });

  test("runs with input at COM2 are equal", async () => {
    const run = () => boot(COM2_INTERRUPTS, { com2: { input: Buffer.from(`${"input ".repeat(200)}\n`) } });
    const everything = ({ reason, memory }: Awaited<ReturnType<typeof run>>) => {
      return { reason, memory: createHash("sha256").update(memory.read(0, MEMORY_BYTES)).digest("hex") };
    };
    const first = everything(await run());
    expect(first.reason).toBe("ended");
    expect(everything(await run())).toEqual(first);
  });

  test("two readings of the TSC differ, and the order is right", async () => {
    const code = `
    main: mov $RESULTS, %edi
      mov $1000, %ecx
    1: rdtsc
      mov %eax, (%edi)
      rdtsc
      mov %eax, 4(%edi)
      add $8, %edi
      loop 1b
      finish ENDED`;
    const at = results((await boot(code)).memory, 2000);
    for (let n = 1; n < at.length; n++) expect(at[n]).toBeGreaterThan(at[n - 1]!);
  });
});

describe("v86's failures", { timeout: TIMEOUT_MS }, () => {
  test.each([
    ["a halt with interrupts disabled", "cli\n hlt", /^the processor halted with interrupts disabled, EIP 0x0010/],
    ["a halt that nothing ends", "sti\n hlt", /^the processor halted with no timer armed, EIP 0x0010/],
    ["a reset", "mov $0xfe, %al\n out %al, $0x64\n 1: jmp 1b", /the guest reset the machine/],
    ["a write to the exit port", "out %al, $0xf4\n 1: jmp 1b", /port 0xF4/],
    ["a panic of the emulator", "push $0\n push $0\n pushf\n orl $0x4000, (%esp)\n popf\n iret", /ring 0: /],
  ])("%s ends the run and says where", async (_name, code, detail) => {
    const result = await boot(`main:\n ${code}\n`);
    expect(result.reason).toBe("machine-failure");
    expect(result.detail).toMatch(detail);
  });

  test("after a failure the next machine is sound", async () => {
    await boot("main: lidt 0\n ud2\n");
    expect(await boot(PANICS)).toMatchObject({ reason: "panic", serial: "on fire\n" });
  });

  test("an image without a Multiboot header is refused", async () => {
    const image = Uint8Array.from(await tinyKernel(PANICS));
    const at = Buffer.from(image.buffer).indexOf(Buffer.from([0x02, 0xb0, 0xad, 0x1b]));
    image[at] = 0;
    const run = machine.run({ image, memoryBytes: MEMORY_BYTES, hostBlockPhys: HOST_BLOCK_PHYS });
    await expect(run).rejects.toThrow("the image has no Multiboot header in its first 8 KiB");
  });
});
