/**
 * Buffers: queues of messages between processes (ARINC 653 Part 1, 3.7.2.1). Processes wait in the order of the buffer's
 * discipline, messages leave it in the order of their coming: so a slot that gets free takes the message of the first
 * blocked sender at once, and a message that a receiver waits for never enters the queue. What a blocked process sends
 * lies in its own memory until then, and where it receives was checked as it blocked; a partition's memory does not change.
 */
import {
  BUFFER_STATUS_SIZE,
  BufferStatus,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGES,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_OK,
} from "../../generated/abi";
import { isReadable, isWritable } from "../guest-memory";
import { endWait, isTimeout, timeOf, waitFor } from "../process/waiting";
import { refuse } from "../refuse";
import { isThread, setResult, Thread } from "../thread";
import { copyMessage } from "./message";
import { createObject, exists, isDiscipline, KIND_BUFFER, objectOf, SharedObject } from "./object";

/** Its slots lie behind it: the length of a message, then room for the longest. */
@unmanaged
class Buffer extends SharedObject {
  maxMessageSize: u32;
  maxMessages: u32;
  /** Messages that are in it. With none, those who wait are receivers; when it is full, senders. */
  messages: u32;
  slotBytes: u32;
  /** Slot of the oldest message, the slot for the next, the end of the last. */
  oldest: usize;
  free: usize;
  end: usize;
}

/** @inline */
function bufferOf(thread: Thread): Buffer {
  return changetype<Buffer>(objectOf(thread, KIND_BUFFER));
}

/** @inline */
function firstSlot(buffer: Buffer): usize {
  return changetype<usize>(buffer) + offsetof<Buffer>();
}

/** The slot behind; behind the last the first. @inline */
function slotAfter(buffer: Buffer, slot: usize): usize {
  const next = slot + buffer.slotBytes;
  return next == buffer.end ? firstSlot(buffer) : next;
}

/** Puts a message into the buffer, which is not full. */
function put(buffer: Buffer, message: usize, length: u32): void {
  const slot = buffer.free;
  store<u32>(slot, length);
  copyMessage(slot + 4, message, length);
  buffer.free = slotAfter(buffer, slot);
  buffer.messages += 1;
}

/** Takes the oldest message out of the buffer, which is not empty; its length. */
function take(buffer: Buffer, to: usize): u32 {
  const slot = buffer.oldest;
  const length = load<u32>(slot);
  copyMessage(to, slot + 4, length);
  buffer.oldest = slotAfter(buffer, slot);
  buffer.messages -= 1;
  return length;
}

export function bufferCreate(thread: Thread): void {
  const size = thread.ecx;
  const messages = thread.edx;
  const discipline = thread.esi;
  const valid =
    size != 0 && size <= MAX_MESSAGE_SIZE && messages != 0 && messages <= MAX_MESSAGES && isDiscipline(discipline);
  const slotBytes = 4 + ((size + 3) & ~3);
  const bytes = offsetof<Buffer>() + messages * slotBytes;
  const buffer = changetype<Buffer>(createObject(thread, KIND_BUFFER, bytes, valid, discipline));
  if (!exists(buffer)) return;
  buffer.maxMessageSize = size;
  buffer.maxMessages = messages;
  buffer.messages = 0;
  buffer.slotBytes = slotBytes;
  buffer.oldest = firstSlot(buffer);
  buffer.free = firstSlot(buffer);
  buffer.end = changetype<usize>(buffer) + bytes;
}

/** A message has at least a byte. */
export function bufferSend(thread: Thread): void {
  const buffer = bufferOf(thread);
  const message = thread.ecx;
  const length = thread.edx;
  const timeoutNs = timeOf(thread.esi, thread.edi);
  if (!exists(buffer) || !isTimeout(timeoutNs)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (length == 0 || length > buffer.maxMessageSize) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isReadable(thread.partition, message, length)) return refuse(thread, STATUS_BAD_POINTER);
  if (buffer.messages == buffer.maxMessages) return waitFor(thread, buffer, timeoutNs);
  const receiver = buffer.first;
  if (isThread(receiver)) {
    copyMessage(receiver.ecx, message, length);
    endWait(receiver, STATUS_OK, length);
  } else {
    put(buffer, message, length);
  }
  setResult(thread, STATUS_OK, 0);
}

export function bufferReceive(thread: Thread): void {
  const buffer = bufferOf(thread);
  const to = thread.ecx;
  const timeoutNs = timeOf(thread.edx, thread.esi);
  if (!exists(buffer) || !isTimeout(timeoutNs)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isWritable(thread.partition, to, buffer.maxMessageSize)) return refuse(thread, STATUS_BAD_POINTER);
  if (buffer.messages == 0) return waitFor(thread, buffer, timeoutNs);
  setResult(thread, STATUS_OK, take(buffer, to));
  const sender = buffer.first;
  if (!isThread(sender)) return;
  put(buffer, sender.ecx, sender.edx);
  endWait(sender, STATUS_OK, 0);
}

/** @cold */
export function bufferStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, BUFFER_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const buffer = bufferOf(thread);
  if (!exists(buffer)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<BufferStatus>(to);
  status.messages = buffer.messages;
  status.maxMessages = buffer.maxMessages;
  status.maxMessageSize = buffer.maxMessageSize;
  status.waiting = buffer.count;
  setResult(thread, STATUS_OK, 0);
}
