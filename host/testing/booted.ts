/** A system on its machine, up to its first major frame, and what watches it. */
import type { Prepared } from "../cli/prepare.js";
import { Watcher } from "../cli/watcher.js";
import { type HostBlock, RUN_BOOTING } from "../generated/abi.js";
import { withBootOptions } from "../image/boot-options.js";
import type { ImageLayout } from "../image/layout.js";
import { type MachineEnd, openMachine, V86Session } from "../machine/index.js";
import { type NamedStatistics, readHostBlock, readStatistics } from "../observe/statistics.js";
import { colorsFor } from "../report/palette.js";
import { panicText } from "../report/panic-text.js";
import type { BootOptions } from "./api.js";
import { ChannelTap } from "./channel-tap.js";
import { Driver, type Due } from "./driver.js";
import { GuestClock } from "./guest-clock.js";
import type { Subject } from "./memory-place.js";
import { shownTime } from "./moments.js";
import { Recorder } from "./recorder.js";

/** Steps in which the kernel boots, and the time that it may take. */
const BOOT_STEP_NS = 20_000;
const BOOT_LIMIT_NS = 5e9;
/** Of the lines before a bad end its message shows so many. */
const SHOWN_LINES = 12;

export class Booted {
  private constructor(
    readonly session: V86Session,
    readonly driver: Driver,
    readonly recorder: Recorder,
    private readonly watcher: Watcher,
    private readonly prepared: Prepared,
    private readonly output: readonly Uint8Array[],
    readonly taps: readonly ChannelTap[],
  ) {}

  /** @throws when the kernel does not come to its first major frame */
  static async boot(prepared: Prepared, { com2Input = "" }: BootOptions): Promise<Booted> {
    const { system, image } = prepared;
    const { overrunToleranceNs } = openMachine("v86");
    const names = system.partitions.map(({ name }) => name);
    const recorder = new Recorder(
      names,
      system.channels.map(({ name }) => name),
    );
    const watcher = new Watcher(prepared, recorder, (events) => recorder.observed(events));
    const output: Uint8Array[] = [];
    const session = await V86Session.boot({
      image: withBootOptions(image.elf, { overrunToleranceNs, endWhenIdle: true }),
      memoryBytes: image.layout.memoryEndPhys,
      hostBlockPhys: image.layout.hostBlockPhys,
      onPoll: (memory) => watcher.poll(memory),
      com2: { input: Buffer.from(com2Input), onBytes: (bytes) => void output.push(bytes) },
    });
    const end = toFirstFrame(session, image.layout);
    const clock = new GuestClock(readHostBlock(session.memory, image.layout));
    const frameNs = Math.max(...image.layout.schedules.map(({ majorFrameNs }) => majorFrameNs));
    const look = (): void => {
      session.observe();
      for (const [index, tap] of taps.entries()) recorder.messages(index, tap.read());
    };
    const driver = new Driver(session, clock, look, frameNs);
    const originNs = Number(readHostBlock(session.memory, image.layout).frameOriginNs);
    const taps = image.layout.channels.map(({ exchange }): ChannelTap => {
      const tap = new ChannelTap(session, exchange!, originNs, (bytes, atNs) =>
        driver.add(lateMessage(tap, bytes, atNs, session)),
      );
      return tap;
    });
    const booted = new Booted(session, driver, recorder, watcher, prepared, output, taps);
    if (end) throw new Error(booted.troubleAt(end));
    driver.lookNow();
    return booted;
  }

  get layout(): ImageLayout {
    return this.prepared.image.layout;
  }

  /** By index. */
  get channelNames(): readonly string[] {
    return this.prepared.system.channels.map(({ name }) => name);
  }

  /** By partition index. */
  get subjects(): readonly Subject[] {
    return this.layout.partitions.map((layout, index) => ({ layout, ...this.prepared.programs[index]! }));
  }

  hostBlock(): HostBlock {
    return readHostBlock(this.session.memory, this.layout);
  }

  statistics(): readonly NamedStatistics[] {
    return readStatistics(this.session.memory, this.layout);
  }

  com2(): string {
    return Buffer.concat(this.output).toString();
  }

  /** What to say of a bad end; undefined where there is none. */
  trouble(): string | undefined {
    const { end } = this.driver;
    return end === undefined || end.reason === "ended" ? undefined : this.troubleAt(end);
  }

  private troubleAt({ reason, detail }: MachineEnd): string {
    const { watcher, session, recorder, driver } = this;
    const names = this.layout.partitions.map(({ name }) => name);
    const window = watcher.runningPartition ? `, in a window of ${watcher.runningPartition}` : "";
    const what =
      reason === "panic"
        ? panicText(watcher.panic(session.memory), names, colorsFor(false))
        : `the machine failed at ${shownTime(driver.nowNs)}: ${detail}${window}`;
    return [what, ...recorder.lastTold(0, SHOWN_LINES).map((line) => `  ${line}`)].join("\n");
  }
}

/** A message that was held comes after all. */
const lateMessage = (tap: ChannelTap, bytes: Uint8Array, atNs: number, session: V86Session): Due => ({
  what: "a late message",
  atNs,
  attempt: () => tap.put(bytes, atNs),
  idleUntilNs: () => session.idleUntilNs ?? session.nowNs,
  waitsFor: "its receiver takes none",
});

/** Lets the kernel boot. The answer is its end, if that is what it comes to. */
function toFirstFrame(session: V86Session, layout: ImageLayout): MachineEnd | undefined {
  for (;;) {
    const end = session.step(session.nowNs + BOOT_STEP_NS);
    if (end) return end;
    const { runState, frames } = readHostBlock(session.memory, layout);
    if (runState !== RUN_BOOTING && frames > 0) return undefined;
    if (session.nowNs > BOOT_LIMIT_NS) return { reason: "timeout", detail: "the kernel did not boot" };
  }
}
