/** Runs a project's tests: by its own Vitest where that is installed, otherwise by Node's test runner. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { eventIn, type RunnerEvent } from "./outcome.js";

export interface Runner {
  readonly name: "vitest" | "node";
  /** Of Node.js. */
  command(files: readonly string[]): string[];
}

/** Building a system for the first time takes its time; virtual time needs no limit. */
const LIMIT_MS = 300_000;
const CONFIGURATIONS = ["vitest.config", "vite.config"].flatMap((name) =>
  ["ts", "mts", "js", "mjs", "cts", "cjs"].map((extension) => `${name}.${extension}`),
);

/** The runner of the project in `folder`. */
export function runnerOf(folder: string): Runner {
  const vitest = vitestOf(folder);
  return vitest === undefined ? NODE : vitestRunner(vitest, folder);
}

function vitestOf(folder: string): string | undefined {
  try {
    return join(dirname(createRequire(join(folder, "x.ts")).resolve("vitest/package.json")), "vitest.mjs");
  } catch {
    return undefined;
  }
}

function vitestRunner(program: string, folder: string): Runner {
  const configured = CONFIGURATIONS.some((name) => existsSync(join(folder, name)));
  const limits = configured ? [] : [`--testTimeout=${LIMIT_MS}`, `--hookTimeout=${LIMIT_MS}`];
  const reporter = fileURLToPath(new URL("vitest-reporter.mjs", import.meta.url));
  return {
    name: "vitest",
    command: (files) => [program, "run", "--root", folder, `--reporter=${reporter}`, ...limits, ...files],
  };
}

const NODE: Runner = {
  name: "node",
  command(files) {
    const tsx = createRequire(import.meta.url).resolve("tsx");
    const reporter = new URL("node-reporter.mjs", import.meta.url).href;
    const options = [`--test-reporter=${reporter}`, "--test-reporter-destination=stdout", `--test-timeout=${LIMIT_MS}`];
    return ["--import", asUrl(tsx), "--test", ...options, ...files];
  },
};

const asUrl = (path: string): string => new URL(`file://${path.startsWith("/") ? "" : "/"}${path}`).href;

/**
 * Runs the files, and tells what comes of it as it comes. The answer is the runner's own exit status; null when a signal
 * ended it.
 */
export async function runTests(
  runner: Runner,
  files: readonly string[],
  folder: string,
  onEvent: (event: RunnerEvent) => void,
  signal: AbortSignal,
): Promise<number | null> {
  const child = spawn(process.execPath, runner.command(files), {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    // What a runner tells is a report's to paint. A test runner refuses to run inside another.
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, NODE_TEST_CONTEXT: undefined },
  });
  const stop = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", stop);
  const ended = new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  for await (const line of createInterface({ input: child.stdout })) {
    const event = eventIn(line);
    if (event) onEvent(event);
    else if (line.trim() !== "") onEvent({ kind: "output", text: `${line}\n` });
  }
  signal.removeEventListener("abort", stop);
  return ended;
}
