/** Runs a tool to its end and tells what it said. */
import { spawn } from "node:child_process";

export interface Finished {
  /** Exit status; a signal counts as 128. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Rejects only if the program cannot be started. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (bytes) => stdout.push(bytes));
    child.stderr.on("data", (bytes) => stderr.push(bytes));
    child.on("error", reject);
    child.on("close", (status) => {
      const text = (parts: Buffer[]) => Buffer.concat(parts).toString("utf8");
      resolve({ status: status ?? 128, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}
