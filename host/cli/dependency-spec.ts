/** How a new project names this very Bulkhead in its package.json, so that its own `npm install` finds it. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

interface Installed {
  /** Where npm took it from: a registry's address, or `file:` and a path relative to the project. */
  readonly resolved?: string;
  /** npm linked a folder. */
  readonly link?: boolean;
}

/**
 * The version, where a registry has it; the tarball or folder that it was installed from, where there was one. A copy
 * that nobody installed is a repository: its folder.
 */
export function dependencySpec(packageRoot: string, version: string, projectFolder: string): string {
  const modules = `${sep}node_modules${sep}`;
  const at = packageRoot.lastIndexOf(modules);
  if (at < 0) return fileSpec(packageRoot, projectFolder);
  const installer = packageRoot.slice(0, at);
  const { resolved, link } = installedAs(installer, packageRoot) ?? {};
  const source = resolved?.startsWith("file:") ? resolved.slice("file:".length) : link ? resolved : undefined;
  const origin = source ?? fileDependency(installer);
  return origin === undefined ? version : fileSpec(resolve(installer, origin), projectFolder);
}

/** What npm wrote down about the package when it installed it. */
function installedAs(installer: string, packageRoot: string): Installed | undefined {
  const name = relative(installer, packageRoot).split(sep).join("/");
  const lock = readJson(join(installer, "node_modules", ".package-lock.json"));
  return (lock?.packages as Record<string, Installed> | undefined)?.[name];
}

/** What the installing project itself asked for, where another tool than npm installed it. */
function fileDependency(installer: string): string | undefined {
  const manifest = readJson(join(installer, "package.json"));
  const spec = { ...(manifest?.devDependencies as object), ...(manifest?.dependencies as object) } as Record<
    string,
    string
  >;
  return spec.bulkhead?.startsWith("file:") ? spec.bulkhead.slice("file:".length) : undefined;
}

function fileSpec(target: string, projectFolder: string): string {
  const path = relative(projectFolder, target).split(sep).join("/");
  // On another drive there is no relative path.
  return `file:${path.startsWith(".") || resolve(path) === path ? path : `./${path}`}`;
}

function readJson(file: string): Record<string, unknown> | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : undefined;
}
