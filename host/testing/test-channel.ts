/** A channel as a test sees it. */

import type { Time } from "../config/define-units.js";
import type { ChannelLayout } from "../image/layout.js";
import type { Injection, Message, MessageMatch, Moment, TestChannel, WaitOptions } from "./api.js";
import type { ChannelTap } from "./channel-tap.js";
import type { SystemInjector } from "./injector.js";
import { nanoseconds } from "./moments.js";
import { matches, shownMatch } from "./test-partition.js";
import type { Waiting } from "./waiting.js";

/** In which a message that is held is surely seen. */
const LATE_LEAST_NS = 2_000_000;

export class TappedChannel implements TestChannel {
  constructor(
    readonly name: string,
    private readonly layout: ChannelLayout,
    private readonly tap: ChannelTap,
    private readonly injector: SystemInjector,
    private readonly waiting: Waiting,
  ) {}

  get kind(): "sampling" | "queuing" {
    return this.layout.kind;
  }

  get messages(): readonly Message[] {
    return this.tap.messages;
  }

  get last(): Message | undefined {
    return this.tap.messages.findLast(({ fate }) => fate === "passed");
  }

  write(message: string | Uint8Array, { at }: { readonly at?: Moment } = {}): Injection {
    const bytes = typeof message === "string" ? new TextEncoder().encode(message) : Uint8Array.from(message);
    const { messageBytesMax } = this.layout;
    if (bytes.length < 1 || bytes.length > messageBytesMax) {
      throw new Error(`a message of "${this.name}" has 1 to ${messageBytesMax} bytes, not ${bytes.length}`);
    }
    return this.injector.onChannel(`a message into "${this.name}"`, at, (nowNs) => this.tap.put(bytes, nowNs));
  }

  lose({ count = 1, at }: { readonly count?: number; readonly at?: Moment } = {}): Injection {
    return this.hold(`the loss of ${count} in "${this.name}"`, count, at, "lost");
  }

  delay({ by, count = 1, at }: { readonly by: Time; readonly count?: number; readonly at?: Moment }): Injection {
    const lateByNs = nanoseconds("by", by);
    if (lateByNs < LATE_LEAST_NS) throw new Error(`a message can be late by 2ms at least, not by ${by}`);
    return this.hold(`the delay of ${count} in "${this.name}"`, count, at, { lateByNs });
  }

  waitForMessage(match: MessageMatch = () => true, options: WaitOptions = {}): Promise<Message> {
    const found = (message: Message) =>
      message.fate === "passed" && (typeof match === "function" ? match(message) : matches(match, message.text));
    const shown = typeof match === "function" ? "" : ` ${shownMatch(match)}`;
    return this.waiting.forNew(this.tap.messages, found, `a message of "${this.name}"${shown}`, options);
  }

  private hold(
    what: string,
    count: number,
    at: Moment | undefined,
    plan: Parameters<ChannelTap["hold"]>[1],
  ): Injection {
    if (!Number.isInteger(count) || count < 1) throw new Error(`${what}: a count is a number from 1 on`);
    return this.injector.onChannel(what, at, () => {
      this.tap.hold(count, plan);
      return true;
    });
  }
}

/** Of each channel its own name, then those of its ports. */
export function channelNamed(
  name: string,
  channels: readonly TestChannel[],
  portsOf: readonly (readonly string[])[],
): TestChannel {
  const exact = channels.find((channel) => channel.name === name);
  if (exact) return exact;
  const found = channels.filter((_, index) => portsOf[index]!.includes(name));
  if (found.length === 1) return found[0]!;
  const all = channels.map((channel) => channel.name).join(", ") || "none";
  throw new Error(
    found.length === 0
      ? `there is no channel "${name}"; there are ${all}`
      : `several channels have a port "${name}": ${found.map((channel) => channel.name).join(", ")}`,
  );
}
