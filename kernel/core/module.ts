/** What concerns the whole module: its end, and its reset, which each partition meets in its next window. */
import { callForAttention } from "./attention";

let down: bool = false;
let resets: u32 = 0;

/** The module is to end. @cold */
export function shutModuleDown(): void {
  down = true;
  callForAttention();
}

/** @inline */
export function moduleIsDown(): bool {
  return down;
}

/** Every partition is to start anew. @cold */
export function resetModule(): void {
  resets += 1;
}

/** How often the module was reset: a partition compares it with what it has seen. @inline */
export function moduleResets(): u32 {
  return resets;
}
