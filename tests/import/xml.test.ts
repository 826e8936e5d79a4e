/** Modules of both vocabularies through the command line: imported, built, and run on v86; and a system there and back. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../host/cli/main.js";
import { comesFromHost, goesToHost } from "../../host/config/host-ends.js";
import { loadSystem } from "../../host/config/load.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";
import { runOn } from "../boot/run-on.js";

const MODELS = join(import.meta.dirname, "xml");

/** A user's project, with Bulkhead installed. */
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "bulkhead-import-xml-"));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(PACKAGE_ROOT, join(project, "node_modules", "bulkhead"), "junction");
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true }));

/** The lines of each partition in their order; whose come first within a frame is the schedule's business. */
async function consoles(system: string, frames: number): Promise<Record<string, string[]>> {
  const transcript = await runOn("v86", system, frames);
  transcript.mustHaveEnded();
  expect(transcript.healthEvents).toEqual([]);
  const { partitions } = await loadSystem(system);
  return Object.fromEntries(partitions.map(({ name }) => [name, transcript.consoleOf(name)]));
}

test("a module of Supplement 2 runs", async () => {
  const folder = join(project, "fuel");
  expect(await main(["import", join(MODELS, "fuel.xml"), "-o", folder])).toBe(0);
  expect(readdirSync(join(folder, "partitions")).sort()).toEqual(["gauges.c", "panel.c", "pump.c"]);
  expect(await consoles(join(folder, "system.ts"), 3)).toEqual({
    gauges: ["starts with 1 port, 2 processes", "gauge-left runs", "gauge-right runs"],
    panel: ["starts with 2 ports, 0 processes"],
    pump: ["starts with 1 port, 1 process", "pump runs"],
  });
});

test("a module of Supplement 3 and later runs", async () => {
  const folder = join(project, "cabin");
  expect(await main(["import", join(MODELS, "cabin.xml"), "-o", folder])).toBe(0);
  expect(await consoles(join(folder, "system.ts"), 3)).toEqual({
    doors: ["starts with 2 ports, 1 process", "watch runs"],
    lights: ["starts with 1 port, 0 processes"],
    log: ["starts with 2 ports, 0 processes"],
  });
});

test("a module with pseudo partitions and with processes of each kind runs", async () => {
  const folder = join(project, "bus");
  expect(await main(["import", join(MODELS, "bus.xml"), "-o", folder])).toBe(0);
  const file = join(folder, "system.ts");
  const { channels, partitions } = await loadSystem(file);
  expect(channels.filter((channel) => comesFromHost(channel) || goesToHost(channel))).toHaveLength(4);
  expect(partitions.map(({ processTable }) => processTable?.length)).toEqual([5, undefined]);
  expect(await consoles(file, 3)).toEqual({
    // Periodic processes are released in the next frame; until then others have the processor.
    gateway: ["starts with 3 ports, 5 processes", "startup runs", "idle runs", "poll runs", "filter runs", "log runs"],
    drive: ["starts with 2 ports, 2 processes", "control runs", "watch runs"],
  });
});

test("a process that is not created as the table has it is an error", async () => {
  const folder = join(project, "other");
  expect(await main(["import", join(MODELS, "bus.xml"), "-o", folder])).toBe(0);
  const program = join(folder, "partitions", "gateway.c");
  const text = readFileSync(program, "utf8");
  writeFileSync(program, text.replace(".BASE_PRIORITY = 30", ".BASE_PRIORITY = 31"));
  const transcript = await runOn("v86", join(folder, "system.ts"), 3);
  transcript.mustHaveEnded();
  expect(transcript.healthEvents).toHaveLength(1);
  expect(JSON.stringify(transcript.healthEvents)).toContain("filter");
  expect(transcript.consoleOf("gateway")).toEqual([]);
});

test("names that would be something else in C, in a path or in a system file", async () => {
  const folder = join(project, "odd");
  expect(await main(["import", join(MODELS, "odd-names.xml"), "-o", folder])).toBe(0);
  expect(readdirSync(join(folder, "partitions")).sort()).toEqual(["Gro-e-2.c", "int.c"]);
  expect(await consoles(join(folder, "system.ts"), 3)).toEqual({
    int: ["starts with 3 ports, 4 processes", "2%d runs", "must runs", "printf runs", "while runs"],
    "Gro-e-2": ["starts with 3 ports, 0 processes"],
  });
});

test("an example that was exported and imported runs as before", async () => {
  const folder = join(project, "messages");
  cpSync(join(PACKAGE_ROOT, "examples", "shared-memory"), folder, { recursive: true });
  const before = join(folder, "system.ts");
  const xml = join(folder, "module.xml");
  expect(await main(["export", before, "--xml", "-o", xml])).toBe(0);
  const elsewhere = join(project, "elsewhere");
  expect(await main(["import", xml, "-o", elsewhere])).toBe(0);
  const after = join(elsewhere, "system.ts");
  const { file: _, ...again } = await loadSystem(after);
  const { file: __, ...system } = await loadSystem(before);
  expect(again).toEqual(system);
  expect(await consoles(after, 3)).toEqual(await consoles(before, 3));
});

test("nothing is written of a module with faults, nor over files that are there", async () => {
  const folder = join(project, "faulty");
  mkdirSync(folder);
  const text = readFileSync(join(MODELS, "fuel.xml"), "utf8");
  writeFileSync(
    join(folder, "bad.xml"),
    text.replace('PartitionName="pump" PortName', 'PartitionName="pmup" PortName'),
  );
  expect(await main(["import", join(folder, "bad.xml")])).toBe(2);
  expect(readdirSync(folder)).toEqual(["bad.xml"]);
  writeFileSync(join(folder, "good.xml"), text);
  writeFileSync(join(folder, "system.ts"), "mine");
  expect(await main(["import", join(folder, "good.xml")])).toBe(64);
  expect(readFileSync(join(folder, "system.ts"), "utf8")).toBe("mine");
  expect(existsSync(join(folder, "partitions"))).toBe(false);
});

test("an export names its language", async () => {
  expect(await main(["export", join(PACKAGE_ROOT, "examples", "demo", "system.ts")])).toBe(64);
});
