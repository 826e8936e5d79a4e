/** Imports, builds and runs one foreign program as its user would: by the commands. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";
import { compareLines, type Difference } from "./compare.js";
import type { Foreign } from "./find.js";

export interface Attempt {
  readonly name: string;
  readonly kind: Foreign["kind"];
  readonly imported: boolean;
  readonly built: boolean;
  readonly ran: boolean;
  /** What was said where it went no further. */
  readonly why: string | null;
  readonly warnings: readonly string[];
  /** By partition: how many lines it printed. */
  readonly lines: Readonly<Record<string, number>>;
  /** Errors that health monitoring saw. */
  readonly healthEvents: number;
  /** null: nothing is known of what it prints. */
  readonly differing: readonly Difference[] | null;
}

export interface Limits {
  /** Virtual time, as `--for` takes it. */
  readonly virtualTime: string;
  /** Wall-clock time of each command. */
  readonly wallMs: number;
}

const BUILD_MS = 600_000;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isLate: boolean;
}

export async function attempt(foreign: Foreign, limits: Limits): Promise<Attempt> {
  // Inside the package, where a system file finds "bulkhead".
  const scratch = join(PACKAGE_ROOT, "build", "compat");
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, "attempt-"));
  try {
    return await attemptIn(folder, foreign, limits);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function attemptIn(folder: string, foreign: Foreign, limits: Limits): Promise<Attempt> {
  const { name, kind, files, expected } = foreign;
  const none = { name, kind, imported: false, built: false, ran: false, why: null, warnings: [] };
  const nothing: Attempt = { ...none, lines: {}, healthEvents: 0, differing: null };
  const read = await bulkhead(["import", ...files, "-o", folder, "--json"], limits);
  if (read.status !== 0) return { ...nothing, why: whyNot(read) };
  const warnings = warningsOf(read.stdout);
  const system = join(folder, "system.ts");
  const image = join(folder, "system.elf");
  // The first build compiles the kernel, too.
  const made = await bulkhead(["build", system, "-o", image, "--json"], { ...limits, wallMs: BUILD_MS });
  if (made.status !== 0 || !existsSync(image)) return { ...nothing, imported: true, warnings, why: whyNot(made) };
  const run = await bulkhead(["run", system, "--for", limits.virtualTime, "--json"], limits);
  const { lines, healthEvents, reason } = observed(run.stdout);
  const ran = reason === "ended" || reason === "all-stopped" || (run.isLate && Object.keys(lines).length > 0);
  const why = ran ? null : (reason ?? whyNot(run));
  const differing = expected === undefined ? null : compareLines(expected, lines);
  const counts = Object.fromEntries(Object.entries(lines).map(([partition, own]) => [partition, own.length]));
  return { name, kind, imported: true, built: true, ran, why, warnings, lines: counts, healthEvents, differing };
}

function whyNot({ stdout, stderr, isLate }: Outcome): string {
  if (isLate) return "it did not come to its end";
  const faults = jsonLines(stdout).flatMap((line) => (typeof line.message === "string" ? [faultText(line)] : []));
  return (
    (faults.length > 0 ? faults.slice(0, 5).join("; ") : stderr.trim().split("\n").slice(-3).join(" ")) || "no reason"
  );
}

const faultText = ({ code, message, line }: Record<string, unknown>): string =>
  `${code}${line === undefined ? "" : ` line ${line}`}: ${message}`;

function warningsOf(stdout: string): string[] {
  const warnings = jsonLines(stdout).flatMap(({ warnings }) =>
    Array.isArray(warnings) ? (warnings as unknown[]) : [],
  );
  return warnings.map((warning) => faultText(warning as Record<string, unknown>));
}

function observed(stdout: string): {
  lines: Record<string, string[]>;
  healthEvents: number;
  reason: string | undefined;
} {
  const lines: Record<string, string[]> = {};
  let healthEvents = 0;
  let reason: string | undefined;
  for (const { kind, partition, text, error, reason: why } of jsonLines(stdout)) {
    if (kind === "console") lines[String(partition)] = [...(lines[String(partition)] ?? []), String(text)];
    if (kind === "health" && error !== undefined) healthEvents += 1;
    if (kind === "panic" || kind === "failure") reason = `${kind}: ${text}`;
    if (kind === "end") reason ??= String(why);
  }
  return { lines, healthEvents, reason };
}

/** The objects that a command printed, a line each. */
function jsonLines(text: string): Record<string, unknown>[] {
  return text.split("\n").flatMap((line) => {
    try {
      const value = JSON.parse(line) as unknown;
      return typeof value === "object" && value !== null ? [value as Record<string, unknown>] : [];
    } catch {
      // A command that was stopped may have written half a line.
      return [];
    }
  });
}

function bulkhead(args: readonly string[], { wallMs }: Limits): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(PACKAGE_ROOT, "bin", "bulkhead.mjs"), ...args], {
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        said[stream] += text;
      });
    }
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      // In order first: what was printed is worth having.
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGKILL"), 5000).unref();
    }, wallMs);
    child.once("error", reject);
    child.once("close", (status) => {
      clearTimeout(limit);
      resolve({ status, ...said, isLate });
    });
  });
}
