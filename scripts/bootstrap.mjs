// Makes a fresh clone usable: checks Node, and installs the packages when they are missing or not those of the lock
// file. Plain JavaScript without a dependency, since it runs before there is one.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Ends the process with a readable message where Node is too old or the packages cannot be installed. */
export function bootstrap() {
  checkNode();
  const reason = staleReason(readJson("package-lock.json"), readJson("node_modules/.package-lock.json"));
  if (!reason) return;
  process.stderr.write(`Installing the packages with npm ci: ${reason}\n`);
  if (npm(["ci", "--no-audit", "--no-fund"]) !== 0) {
    fail("npm ci failed; its messages stand above. Behind a proxy or mirror: see `npm config get registry`");
  }
}

/** Why the installed packages are not those that the lock file names; undefined if they are. */
export function staleReason(lock, installed) {
  if (!lock) return undefined;
  if (!installed) return "node_modules is missing";
  const compiler = `node_modules/@zigc/${process.platform}-${process.arch}`;
  for (const [path, { version, optional }] of Object.entries(lock.packages)) {
    if (path === "") continue;
    const name = path.replace(/^.*node_modules\//, "");
    const there = installed.packages[path];
    // What is optional belongs to one platform each; of those only our own C compiler must be there.
    if (!there && optional && path !== compiler) continue;
    if (!there || !existsSync(`${ROOT}${path}`)) return `${name} is not installed`;
    if (there.version !== version) return `${name} is ${there.version}, and should be ${version}`;
  }
  return undefined;
}

function checkNode() {
  const wanted = readJson("package.json").engines.node.replace(/^>=/, "").split(".").map(Number);
  const actual = process.versions.node.split(".").map(Number);
  const enough = actual[0] > wanted[0] || (actual[0] === wanted[0] && actual[1] >= (wanted[1] ?? 0));
  if (!enough) fail(`Bulkhead needs Node ${wanted.join(".")} or later; this is ${process.versions.node}`);
}

function npm(args) {
  const options = { cwd: ROOT, stdio: ["inherit", 2, 2] };
  // Under `npm start` npm tells where it is itself; on Windows a bare `npm` would need a shell.
  const own = process.env.npm_execpath;
  if (own) return spawnSync(process.execPath, [own, ...args], options).status;
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" }).status;
}

function readJson(file) {
  const path = `${ROOT}${file}`;
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
