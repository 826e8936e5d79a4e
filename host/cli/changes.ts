/** Tells when files change below some folders, several changes of one moment at once. */
import { basename, dirname } from "node:path";
import { type FSWatcher, watch } from "chokidar";

/** An editor that saves writes, renames and removes: what follows within this time belongs together. */
const SETTLE_MS = 50;
/** Folders with what no system is made of. */
const IGNORED = /^(?:node_modules|build|dist|\..+)$/;

export class Changes {
  private readonly watchers: FSWatcher[] = [];
  private readonly folders = new Set<string>();
  private readonly changed = new Set<string>();
  private settled: NodeJS.Timeout | undefined;
  private wake: (() => void) | undefined;

  /** Once this is done, changes below those folders count too. */
  async add(folders: readonly string[]): Promise<void> {
    const fresh = folders.filter((folder) => !this.isWatched(folder));
    if (fresh.length === 0) return;
    for (const folder of fresh) this.folders.add(folder);
    const ignored = (path: string): boolean => !fresh.includes(path) && IGNORED.test(basename(path));
    const watcher = watch(fresh, { ignoreInitial: true, ignored });
    watcher.on("all", (_event, path) => this.note(path));
    // A folder that cannot be watched is one whose changes are not seen; what can be is.
    watcher.on("error", () => {});
    this.watchers.push(watcher);
    await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
  }

  /** Whether the folder lies in one that is watched, with no ignored folder between. */
  private isWatched(folder: string): boolean {
    if (this.folders.has(folder)) return true;
    const outer = dirname(folder);
    return outer !== folder && !IGNORED.test(basename(folder)) && this.isWatched(outer);
  }

  /** The files that have changed since this was asked last, once there are any; none when `signal` aborts. */
  async next(signal: AbortSignal): Promise<string[]> {
    const settled = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    const wake = (): void => this.wake?.();
    signal.addEventListener("abort", wake);
    if (signal.aborted || (this.changed.size > 0 && this.settled === undefined)) wake();
    await settled;
    signal.removeEventListener("abort", wake);
    this.wake = undefined;
    const changed = [...this.changed];
    this.changed.clear();
    return changed;
  }

  async close(): Promise<void> {
    clearTimeout(this.settled);
    await Promise.all(this.watchers.map((watcher) => watcher.close()));
  }

  private note(path: string): void {
    this.changed.add(path);
    clearTimeout(this.settled);
    this.settled = setTimeout(() => {
      this.settled = undefined;
      this.wake?.();
    }, SETTLE_MS);
  }
}
