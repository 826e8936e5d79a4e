/**
 * A channel between its ends: sees each message, puts in some of the test's, and holds some of the source's back. What is
 * held is lost, or put in again later. The kernel does it all in the partitions' own time (abi: Exchange).
 */
import type { OutgoingMessage } from "../exchange/message.js";
import { RingIn } from "../exchange/ring-in.js";
import { RingOut } from "../exchange/ring-out.js";
import type { ExchangeLayout } from "../image/layout.js";
import type { V86Session } from "../machine/index.js";
import type { Message } from "./api.js";

/** What becomes of a message that is held: it comes later by so much, or never. */
type Held = { readonly lateByNs: number } | "lost";

export class ChannelTap {
  readonly messages: Message[] = [];
  private readonly out: RingOut;
  private readonly ring: RingIn;
  private readonly plans: Held[] = [];

  /** `putLater` puts the bytes in again at a time since boot. */
  constructor(
    private readonly session: V86Session,
    exchange: ExchangeLayout,
    private readonly originNs: number,
    private readonly putLater: (bytes: Uint8Array, atNs: number) => void,
  ) {
    this.out = new RingOut(exchange);
    this.ring = new RingIn(exchange);
  }

  /** Takes what is new. What was overwritten before it could be seen is an error: nothing else may be concluded from it. */
  read(): readonly Message[] {
    const { lost, messages } = this.out.read(this.session.memory);
    if (lost > 0) throw new Error(`${lost} messages of a channel were overwritten before they were seen`);
    const fresh = messages.map((message) => this.seen(message));
    this.messages.push(...fresh);
    return fresh;
  }

  /** False while the ring has no room. */
  put(bytes: Uint8Array, atNs: number): boolean {
    return this.ring.put(this.session.memory, [{ atNs: Math.max(atNs - this.originNs, 0), bytes }]) === 1;
  }

  hold(count: number, plan: Held): void {
    this.ring.hold(this.session.memory, count);
    for (let n = 0; n < count; n++) this.plans.push(plan);
  }

  private seen({ timeNs, bytes, held, inserted, discarded }: OutgoingMessage): Message {
    const sentNs = this.originNs + timeNs;
    const plan = held ? this.plans.shift() : undefined;
    if (plan !== undefined && plan !== "lost") this.putLater(bytes, sentNs + plan.lateByNs);
    return {
      timeNs: sentNs,
      bytes,
      text: textOf(bytes),
      from: inserted ? "test" : "source",
      fate: held ? "held" : discarded ? "discarded" : "passed",
    };
  }
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
