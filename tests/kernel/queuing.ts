/** A queuing channel between two partitions, under test and as a model: the model knows threads by number, and whole messages. */
import { RECEIVED_AFTER_LOSS, RECEIVED_LENGTH_MASK } from "../../host/generated/abi.js";
import { type Answer, FOR_EVER } from "./ports-world.js";

export const DEPTH = 3;
export const PRIORITIES = [10, 20, 30] as const;
/** Senders who are let in at once when the queue is emptied. */
const ADMITTED_AT_ONCE = 2;

interface Waiting {
  readonly process: number;
  /** undefined: for ever. */
  readonly untilNs: bigint | undefined;
  readonly content: readonly number[];
}

interface Message {
  readonly content: readonly number[];
  readonly timeNs: bigint;
}

export interface Received {
  readonly content: readonly number[];
  readonly lost: boolean;
}

/** One end: who waits there, in order, and what those were told who wait no more. */
class End {
  waiting: Waiting[] = [];
  readonly answers = new Map<number, Answer | Received>();

  constructor(readonly byPriority: boolean) {}

  wait(process: number, now: bigint, timeoutNs: bigint, content: readonly number[] = []): Answer | undefined {
    if (timeoutNs === 0n) return ["NOT_AVAILABLE", 0];
    const untilNs = timeoutNs === FOR_EVER ? undefined : now + timeoutNs;
    const comesFirst = (other: Waiting) => this.byPriority && PRIORITIES[process - 1]! > PRIORITIES[other.process - 1]!;
    const place = this.waiting.findIndex(comesFirst);
    this.waiting.splice(place < 0 ? this.waiting.length : place, 0, { process, untilNs, content });
    this.answers.delete(process);
    return undefined;
  }

  /** The first whose time was not over at `ns`; those before are told so. */
  first(ns: bigint): Waiting | undefined {
    for (;;) {
      const next = this.waiting.shift();
      if (next === undefined || next.untilNs === undefined || next.untilNs > ns) return next;
      this.answers.set(next.process, ["TIMED_OUT", 0]);
    }
  }

  /** The first whose time is not over at `ns`; those before wait until their own partition's clock says so. */
  firstInTime(ns: bigint): Waiting | undefined {
    const place = this.waiting.findIndex(({ untilNs }) => untilNs === undefined || untilNs > ns);
    return place < 0 ? undefined : this.waiting.splice(place, 1)[0];
  }

  /** The partition's clock says that it is `now`. */
  expire(now: bigint): void {
    const isOver = ({ untilNs }: Waiting) => untilNs !== undefined && untilNs <= now;
    for (const { process } of this.waiting.filter(isOver)) this.answers.set(process, ["TIMED_OUT", 0]);
    this.waiting = this.waiting.filter((each) => !isOver(each));
  }
}

export class QueueModel {
  queue: Message[] = [];
  lost = false;
  senders: End;
  receivers: End;

  constructor(
    senderPriority: boolean,
    receiverPriority: boolean,
    readonly discards: boolean,
  ) {
    this.senders = new End(senderPriority);
    this.receivers = new End(receiverPriority);
  }

  send(process: number, content: readonly number[], timeoutNs: bigint, now: bigint): Answer | undefined {
    if (this.queue.length < DEPTH) {
      this.queue.push({ content, timeNs: now });
      return ["OK", 0];
    }
    if (!this.discards) return this.senders.wait(process, now, timeoutNs, content);
    this.lost = true;
    return ["OK", 0];
  }

  receive(process: number, timeoutNs: bigint, now: bigint): Answer | Received | undefined {
    return this.queue.length === 0 ? this.receivers.wait(process, now, timeoutNs) : this.take(now);
  }

  clear(now: bigint): void {
    this.queue = [];
    this.lost = false;
    for (let i = 0; i < ADMITTED_AT_ONCE; i += 1) this.admit(now);
  }

  openSourceWindow(now: bigint): void {
    while (this.admit(now));
    this.senders.expire(now);
  }

  openDestinationWindow(now: bigint): void {
    while (this.queue.length > 0 && this.receivers.waiting.length > 0) {
      const receiver = this.receivers.first(this.queue[0]!.timeNs);
      if (receiver !== undefined) this.receivers.answers.set(receiver.process, this.take(now));
    }
    this.receivers.expire(now);
  }

  restartSource(): void {
    this.senders = new End(this.senders.byPriority);
  }

  restartDestination(now: bigint): void {
    this.receivers = new End(this.receivers.byPriority);
    this.clear(now);
  }

  private take(now: bigint): Received {
    const { content } = this.queue.shift()!;
    const lost = this.lost;
    this.lost = false;
    this.admit(now);
    return { content, lost };
  }

  private admit(now: bigint): boolean {
    if (this.queue.length === DEPTH) return false;
    const sender = this.senders.firstInTime(now);
    if (sender === undefined) return false;
    this.queue.push({ content: sender.content, timeNs: now });
    this.senders.answers.set(sender.process, ["OK", 0]);
    return true;
  }
}

/** What a call's answer to `queuing_receive` means, of the bytes that lie at its `message`. */
export const received = (value: number, bytes: readonly number[]): Received => ({
  content: bytes.slice(0, value & RECEIVED_LENGTH_MASK),
  lost: (value & RECEIVED_AFTER_LOSS) !== 0,
});
