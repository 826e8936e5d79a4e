/**
 * Waking all who wait for an object, up to MAX_PROCESSES. Interrupts are off, and so many would take too long: the first few
 * wake up at once, the others piece by piece (`process/scheduler.ts`), before anything else of the partition goes on. So no
 * process can tell.
 */
import { restartCall } from "../../arch";
import { STATUS_OK } from "../../generated/abi";
import { callForAttention } from "../attention";
import { Partition } from "../partition";
import { OPENED_OBJECT } from "../process/opened";
import { endWait } from "../process/waiting";
import { isThread, Thread } from "../thread";
import { KIND_BLACKBOARD, SharedObject } from "./object";

/** How many one entry of the kernel wakes at most. */
const AT_ONCE: u32 = 8;

/** Wakes all who wait for the object, an event or a blackboard of `kind`. */
export function wakeAll(partition: Partition, object: SharedObject, kind: u32): void {
  for (let i: u32 = 0; i < AT_ONCE && isThread(object.first); i += 1) wake(object, kind, object.first);
  if (!isThread(object.first)) return;
  partition.waking = changetype<usize>(object);
  partition.wakingKind = kind;
  partition.opened |= OPENED_OBJECT;
  callForAttention();
}

/** Wakes the next of them. False when there is none. */
export function wakeNext(partition: Partition): bool {
  const object = changetype<SharedObject>(partition.waking);
  if (!isThread(object.first)) return false;
  wake(object, partition.wakingKind, object.first);
  return true;
}

/** Who waited for a message makes its call again, with its registers as they were then (`blackboard.ts`). */
function wake(object: SharedObject, kind: u32, thread: Thread): void {
  if (kind != KIND_BLACKBOARD) return endWait(thread, STATUS_OK, 0);
  endWait(thread, thread.eax, thread.edx);
  restartCall(thread);
  thread.promised = changetype<usize>(object);
}
