/**
 * What a partition does about news at its ports, in its own windows: processes who wait there get their message or their room, piece
 * by piece; a guest operating system is told by LINE_PORT_MESSAGE, and asks which port by `port_next`.
 */
import { STATUS_NOT_AVAILABLE, STATUS_OK } from "../../generated/abi";
import { isNative, Partition } from "../partition";
import { setResult, Thread } from "../thread";
import { identifierOf, Port } from "./port";
import { serveOne } from "./queuing";

/**
 * Does as much as `limit` steps for a native partition's processes, a message each at most; true when there is more to do. Its
 * address space is active, none of its processes has run in this window yet, and no wait that ended meanwhile was looked at.
 */
export function deliverNews(partition: Partition, limit: u32): bool {
  for (let i: u32 = 0; i < limit && partition.newsFirst != 0; i += 1) {
    if (!serveOne(changetype<Port>(partition.newsFirst))) takeFirst(partition);
  }
  return partition.newsFirst != 0;
}

/** Messages that came since this was asked last: how often a guest's line is to be raised. */
export function takeNewsCount(partition: Partition): u32 {
  const count = partition.newsCount;
  partition.newsCount = 0;
  return count;
}

/** Carries out `port_next`. A native partition's news are the kernel's to deliver. */
export function portNext(thread: Thread): void {
  const partition = thread.partition;
  if (isNative(partition) || partition.newsFirst == 0) return setResult(thread, STATUS_NOT_AVAILABLE, 0);
  setResult(thread, STATUS_OK, identifierOf(takeFirst(partition)));
}

/** Takes the first port off the list, which is not empty. */
function takeFirst(partition: Partition): Port {
  const port = changetype<Port>(partition.newsFirst);
  partition.newsFirst = changetype<usize>(port.nextNews);
  port.newsIn = 0;
  return port;
}
