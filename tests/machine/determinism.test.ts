/** A whole system on v86, run after run: the same bytes whatever else the host does. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { type Prepared, prepare } from "../../host/cli/prepare.js";
import { Progress } from "../../host/cli/progress.js";
import { Watcher } from "../../host/cli/watcher.js";
import { withBootOptions } from "../../host/image/boot-options.js";
import { openMachine } from "../../host/machine/index.js";
import { readHostBlock } from "../../host/observe/statistics.js";
import { JsonReporter } from "../../host/report/json-reporter.js";

const SYSTEM = fileURLToPath(new URL("timers/system.ts", import.meta.url));
const BULKHEAD = fileURLToPath(new URL("../../bin/bulkhead.mjs", import.meta.url));
const TIMEOUT_MS = 600_000;
/** Of 20 ms each. */
const FRAMES = 265;
const FIVE_SECONDS_NS = 5e9;

/** What `bulkhead run --json` shows of a run, and besides its last TSC, all of its memory and its trace. */
async function runOnce({ system, kernel, programs, image }: Prepared) {
  const { layout } = image;
  const machine = openMachine("v86");
  const { exitPort, overrunToleranceNs } = machine;
  let json = "";
  const reporter = new JsonReporter(
    system.partitions.map(({ name }) => name),
    (text) => {
      json += text;
    },
  );
  const trace = createHash("sha256");
  const watcher = new Watcher({ system, kernel, programs, image }, reporter, (events) => {
    for (const event of events) trace.update(JSON.stringify(event));
  });
  const { reason, memory } = await machine.run({
    image: withBootOptions(image.elf, {
      frameLimit: FRAMES,
      timeLimitNs: 0,
      exitPort,
      overrunToleranceNs,
      endWhenIdle: true,
    }),
    memoryBytes: layout.memoryEndPhys,
    hostBlockPhys: layout.hostBlockPhys,
    onPoll: (polled) => watcher.poll(polled),
    timeoutMs: TIMEOUT_MS,
  });
  watcher.poll(memory);
  const summary = watcher.summary(memory);
  reporter.end({ reason, machine: machine.name, ...summary });
  return {
    json,
    endNs: summary.timeNs,
    endTsc: readHostBlock(memory, layout).endTsc,
    memory: createHash("sha256").update(memory.read(0, layout.memoryEndPhys)).digest("hex"),
    trace: trace.digest("hex"),
  };
}

test("ten runs of a system past five virtual seconds are equal, idle or under load, here or in another process", {
  timeout: TIMEOUT_MS,
}, async () => {
  const prepared = await prepare(SYSTEM, new Progress());
  const first = await runOnce(prepared);
  expect(first.endNs).toBeGreaterThan(FIVE_SECONDS_NS);
  for (const part of [" fired, hash 0x", '"error":"numeric error"', '"reason":"ended"'])
    expect(first.json).toContain(part);
  for (let run = 2; run <= 4; run++) expect(await runOnce(prepared)).toEqual(first);

  const load = [0, 1].map(() => new Worker("for (;;);", { eval: true }));
  try {
    for (let run = 5; run <= 9; run++) expect(await runOnce(prepared)).toEqual(first);
    const command = [BULKHEAD, "run", SYSTEM, "--frames", String(FRAMES), "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, command);
    expect(stdout).toBe(first.json);
  } finally {
    await Promise.all(load.map((worker) => worker.terminate()));
  }
});
