/**
 * What a process has yet to compute, of POLICY_LEAST_LAXITY: its time capacity, or what it replenished, less what it has computed
 * since. The time of who runs is taken before something else begins: a wait or its end, a release, another's turn. Else the time
 * in which it waited would count.
 */
import { POLICY_LEAST_LAXITY } from "../../generated/abi";
import { now } from "../clock";
import { Partition } from "../partition";
import { THREAD_READY } from "../thread";
import { updateReady } from "./ready-queue";

/** What the running process computed until `time` is taken from what it has yet to compute. */
export function chargeRunning(partition: Partition, time: u64): void {
  const running = partition.thread;
  if (time <= partition.runningSinceNs) return;
  const spent = time - partition.runningSinceNs;
  partition.runningSinceNs = time;
  if (running.state != THREAD_READY) return;
  running.remainingNs -= min<u64>(spent, running.remainingNs);
  updateReady(partition, running);
}

/** The same until now, where the policy asks for it. @inline */
export function chargeSoFar(partition: Partition): void {
  if (partition.policy == POLICY_LEAST_LAXITY) chargeRunning(partition, now());
}

/** The partition's window ends: until its next begins nothing is taken, whatever other partitions do for its processes meanwhile. */
export function endAccount(partition: Partition, time: u64): void {
  chargeRunning(partition, time);
  partition.runningSinceNs = u64.MAX_VALUE;
}
