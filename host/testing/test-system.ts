/** A booted system as a test sees it. */

import type {
  Health,
  Line,
  RunLength,
  SystemState,
  TestChannel,
  TestPartition,
  TestSystem,
  WaitOptions,
} from "./api.js";
import type { Booted } from "./booted.js";
import { noPartition, SystemInjector } from "./injector.js";
import { nanoseconds } from "./moments.js";
import { channelNamed, TappedChannel } from "./test-channel.js";
import { ObservedPartition } from "./test-partition.js";
import { Waiting } from "./waiting.js";

export class BootedSystem implements TestSystem {
  readonly inject: SystemInjector;
  readonly partitions: readonly TestPartition[];
  readonly channels: readonly TestChannel[];
  private readonly waiting: Waiting;
  private over = false;

  constructor(private readonly booted: Booted) {
    const { driver, recorder, subjects, session } = booted;
    this.waiting = new Waiting(driver, recorder, () => this.throwTrouble());
    this.inject = new SystemInjector(session, driver, subjects);
    this.partitions = subjects.map(
      ({ layout: { name } }, index) =>
        new ObservedPartition(name, index, recorder, this.waiting, () => booted.statistics()[index]!),
    );
    this.channels = booted.taps.map((tap, index) => {
      const layout = booted.layout.channels[index]!;
      return new TappedChannel(booted.channelNames[index]!, layout, tap, this.inject, this.waiting);
    });
  }

  get name(): string {
    return this.booted.layout.name;
  }

  get timeNs(): number {
    return this.booted.driver.nowNs;
  }

  get frames(): number {
    return this.booted.hostBlock().frames;
  }

  get firstFrameNs(): number {
    return Number(this.booted.hostBlock().frameOriginNs);
  }

  get state(): SystemState {
    const reason = this.booted.driver.end?.reason;
    if (reason === undefined) return "running";
    return reason === "ended" || reason === "panic" ? reason : "failed";
  }

  get lines(): readonly Line[] {
    return this.booted.recorder.lines;
  }

  get health(): readonly Health[] {
    return this.booted.recorder.health;
  }

  get com2(): string {
    return this.booted.com2();
  }

  partition(name: string): TestPartition {
    const found = this.partitions.find((partition) => partition.name === name);
    if (found) return found;
    throw noPartition(
      name,
      this.partitions.map((partition) => partition.name),
    );
  }

  channel(name: string): TestChannel {
    const ports = this.booted.layout.partitions.flatMap((partition) => partition.ports);
    const portsOf = this.channels.map((_, index) =>
      ports.filter(({ channel }) => channel === index).map((port) => port.name),
    );
    return channelNamed(name, this.channels, portsOf);
  }

  async run(length: RunLength): Promise<void> {
    this.mustBeOn();
    const { driver } = this.booted;
    if ("frames" in length) await this.toFrame(this.frames + length.frames);
    else if ("for" in length) await driver.runTo(driver.nowNs + nanoseconds("for", length.for));
    else await driver.runTo(nanoseconds("until", length.until));
    this.throwTrouble();
  }

  async runUntil<T>(
    condition: () => T,
    { what = "what the test's function asks for", ...options }: WaitOptions & { readonly what?: string } = {},
  ): Promise<NonNullable<T>> {
    this.mustBeOn();
    return this.waiting.until(condition, what, options);
  }

  transcript(): string {
    return this.booted.recorder.transcript();
  }

  async end(): Promise<void> {
    this.over = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  private async toFrame(frame: number): Promise<void> {
    await this.booted.driver.runTo(Number.POSITIVE_INFINITY, () => this.frames >= frame, true);
  }

  private mustBeOn(): void {
    if (this.over) throw new Error(`${this.name} was ended by the test: it can't run any more`);
  }

  private throwTrouble(): void {
    const trouble = this.booted.trouble();
    if (trouble !== undefined) throw new Error(trouble);
  }
}
