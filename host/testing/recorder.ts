/** Keeps all that a run tells: lines, health events, windows, and of everything else a hash. */
import { createHash, type Hash } from "node:crypto";
import type { ObservedEvent, TraceEvent } from "../observe/events.js";
import { placeText } from "../report/code-place.js";
import { ConsoleLines } from "../report/console-lines.js";
import type { Reporter, RunEvent, HealthEvent as ToldHealth } from "../report/events.js";
import { doneWords, faultAddress, healthLine, words } from "../report/health-line.js";
import type { Health, Line, Message, Window } from "./api.js";
import { shownTime } from "./moments.js";

/** A window that may still go on. */
type OpenWindow = { -readonly [Key in keyof Window]: Window[Key] };

export class Recorder implements Reporter {
  readonly lines: Line[] = [];
  readonly health: Health[] = [];
  /** What the kernel or the machine said at a bad end. */
  trouble: string | undefined;
  private readonly windowsByPartition: readonly OpenWindow[][];
  private readonly joined = new ConsoleLines();
  private readonly told: string[] = [];
  private readonly hash = createHash("sha256");
  private readonly channelHashes: readonly Hash[];

  constructor(
    private readonly names: readonly string[],
    channelNames: readonly string[],
  ) {
    this.windowsByPartition = names.map(() => []);
    this.channelHashes = channelNames.map((name) => createHash("sha256").update(name));
  }

  /** By the index of the partition. */
  windows(index: number): readonly Window[] {
    return this.windowsByPartition[index] ?? [];
  }

  /** Everything observed, before the reporter's part of it. */
  observed(events: readonly ObservedEvent[]): void {
    for (const event of events) {
      this.hash.update(JSON.stringify(event));
      if (event.kind === "trace") this.window(event);
    }
  }

  /** What was sent on a channel. Each has a hash of its own: when it is looked at must not show. */
  messages(channel: number, messages: readonly Message[]): void {
    for (const message of messages) {
      this.channelHashes[channel]!.update(JSON.stringify({ ...message, bytes: [...message.bytes] }));
    }
  }

  event(event: RunEvent): void {
    if (event.kind === "console") {
      for (const { partitionIndex, timeNs, text } of this.joined.write(event)) {
        const line = { timeNs, partition: this.names[partitionIndex]!, text };
        this.lines.push(line);
        this.told.push(shownLine(line));
      }
    } else if (event.kind === "health") {
      const health = healthOf(event);
      this.health.push(health);
      this.told.push(shownHealth(health));
    }
  }

  panic(): void {}

  failure(message: string): void {
    this.trouble = message;
  }

  end(): void {}

  /** Lines and health events as they came, and the hashes of all that was observed. */
  transcript(): string {
    const digest = (hash: Hash): string => hash.copy().digest("hex");
    return [
      ...this.told,
      `all events: ${digest(this.hash)}`,
      `all messages: ${this.channelHashes.map(digest).join(" ")}`,
      "",
    ].join("\n");
  }

  /** The last of what came from that position on. */
  lastTold(from: number, count: number): readonly string[] {
    return this.told.slice(from).slice(-count);
  }

  /** How much was told so far. */
  get position(): number {
    return this.told.length;
  }

  private window({ name, timeNs, a, c }: TraceEvent): void {
    const windows = this.windowsByPartition[a];
    if (name === "WINDOW_START") windows?.push({ startNs: timeNs, endNs: undefined, lateNs: c });
    const last = windows?.at(-1);
    if (name === "WINDOW_END" && last) last.endNs = timeNs;
  }
}

function healthOf(event: ToldHealth): Health {
  const { timeNs, partition, error, action, level, message, place, errorCode, process } = event;
  return {
    timeNs,
    partition,
    error: error === undefined ? undefined : words(error),
    action: action === undefined ? undefined : doneWords(action),
    level: words(level),
    message,
    address: faultAddress(event),
    place: placeText(place),
    code: errorCode,
    process,
    text: healthLine(event),
  };
}

export const shownLine = ({ timeNs, partition, text }: Line): string => `${shownTime(timeNs)}  ${partition} | ${text}`;

const shownHealth = ({ timeNs, partition, text }: Health): string => `${shownTime(timeNs)}  ${partition} ! ${text}`;
