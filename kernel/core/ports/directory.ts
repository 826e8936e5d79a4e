/** A partition's ports by their names: finding one, and creating it. */
import {
  NAME_SIZE,
  PORT_ENTRY_NAME_OFFSET,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_WRONG_MODE,
} from "../../generated/abi";
import { isReadable } from "../guest-memory";
import { isInitialising, Partition } from "../partition";
import { takeName } from "../process/name";
import { refuse } from "../refuse";
import { setResult, Thread } from "../thread";
import { identifierOf, isCreated, isPort, NO_PORT_STATE, openPort, Port, portAt } from "./port";

/** Whether, by their bytes, `a` comes before `b` (less than 0), is the same, or comes behind. */
function compareNames(a: usize, b: usize): i32 {
  for (let i: u32 = 0; i < NAME_SIZE; i += 1) {
    const difference = i32(load<u8>(a + i)) - i32(load<u8>(b + i));
    if (difference != 0) return difference;
  }
  return 0;
}

/** The partition's port of `kind` and that name (`takeName`), or none. The host sorted the ports; the two kinds share names. */
function findPort(partition: Partition, kind: u32, name: usize): Port {
  const first = partition.entry.firstPort;
  let low: u32 = 0;
  let high = partition.entry.portCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    const port = portAt(first + middle);
    const order = compareNames(name, changetype<usize>(port.entry) + PORT_ENTRY_NAME_OFFSET);
    if (order == 0) return port.entry.kind == kind ? port : NO_PORT_STATE;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return NO_PORT_STATE;
}

/**
 * The port that a call to create one names, in the order of its checks: none when the call was answered with why not. The other
 * attributes are the caller's to look at. @cold
 */
export function portToCreate(thread: Thread, kind: u32): Port {
  const partition = thread.partition;
  if (!isReadable(partition, thread.ebx, NAME_SIZE)) {
    refuse(thread, STATUS_BAD_POINTER);
    return NO_PORT_STATE;
  }
  const port = findPort(partition, kind, takeName(thread.ebx));
  const status = creationStatus(partition, port);
  if (status == STATUS_OK) return port;
  setResult(thread, status, 0);
  return NO_PORT_STATE;
}

/** A guest operating system creates its ports whenever its drivers start. */
function creationStatus(partition: Partition, port: Port): u32 {
  if (partition.entry.vcpuCount == 0 && !isInitialising(partition)) return STATUS_WRONG_MODE;
  if (!isPort(port)) return STATUS_NOT_CONFIGURED;
  return isCreated(port) ? STATUS_NO_ACTION : STATUS_OK;
}

/** The port, which is configured as the call says, can be used from now on. @cold */
export function endCreation(thread: Thread, port: Port): void {
  openPort(port);
  setResult(thread, STATUS_OK, identifierOf(port));
}

/** Carries out `sampling_id` and `queuing_id`. @cold */
export function answerIdentifier(thread: Thread, kind: u32): void {
  const partition = thread.partition;
  if (!isReadable(partition, thread.ebx, NAME_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const port = findPort(partition, kind, takeName(thread.ebx));
  if (!isPort(port) || !isCreated(port)) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  setResult(thread, STATUS_OK, identifierOf(port));
}
