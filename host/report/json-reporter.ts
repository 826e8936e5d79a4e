/** A run as JSON lines: `{"t":<ns>,"partition":"name","kind":"console"|"health"|"end",...}`. */
import { placeJson } from "./code-place.js";
import { type ConsoleLine, ConsoleLines } from "./console-lines.js";
import type { HealthEvent, PanicEvent, Reporter, RunEvent, RunSummary } from "./events.js";
import { faultAddress, words } from "./health-line.js";

/**
 * One object a line. `kind` is `console` (a line of text), `health` (an error, or without `error` and `action` a message
 * of the partition's), `port` (one a connected channel, with its counts), `end` (one a partition, with its counts), and
 * where it comes to that `lost`, `panic` or `failure`, whose partition may be null.
 */
export class JsonReporter implements Reporter {
  private readonly lines = new ConsoleLines();
  private lastNs = 0;

  /** `write` takes whole lines. */
  constructor(
    private readonly names: readonly string[],
    private readonly write: (text: string) => void,
  ) {}

  event(event: RunEvent): void {
    this.lastNs = Math.max(this.lastNs, event.timeNs);
    if (event.kind === "console") for (const line of this.lines.write(event)) this.console(line);
    else if (event.kind === "health") this.health(event);
    else if (event.ring !== "trace") {
      this.put(event.timeNs, event.partitionIndex, "lost", { ring: event.ring, count: event.count });
    }
  }

  panic({ timeNs, text, detail, partitionIndex, registers, stack }: PanicEvent): void {
    this.flush();
    this.put(timeNs, partitionIndex, "panic", { text, detail, registers, stack: stack.map(placeJson) });
  }

  failure(message: string, partitionIndex?: number): void {
    this.flush();
    this.put(this.lastNs, partitionIndex, "failure", { text: message });
  }

  end({ timeNs, reason, machine, frames, partitions, ports = [] }: RunSummary): void {
    this.flush();
    for (const { name, ...counts } of ports) this.put(timeNs, undefined, "port", { port: name, ...counts });
    for (const [index, counts] of partitions.entries()) {
      this.put(timeNs, index, "end", { reason, machine, frames, ...counts });
    }
  }

  private health(event: HealthEvent): void {
    const { timeNs, partitionIndex, error, action, state, level, mode, vector, errorCode, vcpu, process } = event;
    this.put(timeNs, partitionIndex, "health", {
      ...(error !== undefined && { error: words(error) }),
      ...(action !== undefined && { action: words(action) }),
      ...{ state: words(state), level: words(level), mode, vector, errorCode, vcpu, process },
      ...(event.message !== "" && { message: event.message }),
      faultAddress: faultAddress(event),
      ...placeJson(event.place),
    });
  }

  private console({ timeNs, partitionIndex, text }: ConsoleLine): void {
    this.put(timeNs, partitionIndex, "console", { text });
  }

  private flush(): void {
    for (const line of this.lines.flush()) this.console(line);
  }

  private put(timeNs: number, partitionIndex: number | undefined, kind: string, rest: object): void {
    const partition = partitionIndex === undefined ? null : (this.names[partitionIndex] ?? null);
    this.write(`${JSON.stringify({ t: timeNs, partition, kind, ...rest })}\n`);
  }
}
