/**
 * Hostile guests: each commits one misdeed (tricks/). What must come of it is in its table; and whatever it is, the
 * neighbour says what it always says, and has every one of its windows on time.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { missing, runOn, TARGETS, type Target } from "../boot/run-on.js";
import type { Transcript } from "../boot/transcript.js";
import { FRAMES, NEIGHBOUR, NEIGHBOUR_WINDOWS, writeSystem } from "./hostile-system.js";
import type { Theme, Trick } from "./trick.js";
import { acknowledgedInALoop, neverAcknowledged, portEdges, portsOfOthers } from "./tricks/devices.js";
import { flags } from "./tricks/flags.js";
import { garbage } from "./tricks/garbage.js";
import { faults, portsAndGates, privilegedInstructions } from "./tricks/instructions.js";
import { memory } from "./tricks/memory.js";
import { ownReturns } from "./tricks/returns.js";
import { segments } from "./tricks/segments.js";
import { stacks } from "./tricks/stacks.js";
import { time } from "./tricks/time.js";
import { vcpus } from "./tricks/vcpus.js";

const THEMES = [
  memory,
  privilegedInstructions,
  portsAndGates,
  faults,
  flags,
  ownReturns,
  segments,
  stacks,
  time,
  garbage,
  portsOfOthers,
  portEdges,
  neverAcknowledged,
  acknowledgedInALoop,
  vcpus,
];
const TIMEOUT_MS = 240_000;

/** Without the tricks that make the machine itself fail. */
const forTarget = (theme: Theme, target: Target): Theme =>
  target === "v86" ? { ...theme, tricks: theme.tricks.filter(({ notOnV86 }) => notOnV86 === undefined) } : theme;

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    describe.each(THEMES.map((theme) => forTarget(theme, target)))("$name", (theme) => tryAll(theme, target));
  });
}

function tryAll(theme: Theme, target: Target): void {
  let transcript: Transcript;

  beforeAll(async () => {
    transcript = await runOn(target, await writeSystem(theme, target), FRAMES);
    transcript.mustHaveEnded();
  }, TIMEOUT_MS);

  test.each(theme.tricks)("$name", (trick) => judge(trick, transcript));

  test("the neighbour notices nothing", () => {
    const windows = Array.from({ length: NEIGHBOUR_WINDOWS }, (_, index) => `window ${index + 1}: all is well`);
    expect(transcript.consoleOf(NEIGHBOUR)).toEqual(windows);
    expect(transcript.healthOf(NEIGHBOUR)).toEqual([]);
  });

  test("no window is lost or overrun", () => {
    const kept = (name: string) => {
      const { windows, missedWindows, overruns } = transcript.countsOf(name);
      return { name, windows, missedWindows, overruns };
    };
    const expected = (name: string, windows: number) => ({ name, windows, missedWindows: 0, overruns: 0 });
    const names = theme.tricks.map(({ name }) => name);
    expect([kept(NEIGHBOUR), ...names.map(kept)]).toEqual([
      expected(NEIGHBOUR, FRAMES * names.length),
      ...names.map((name) => expected(name, FRAMES)),
    ]);
  });
}

function judge({ name, error, restarted, endless, deviceInterrupts }: Trick, transcript: Transcript): void {
  const [event] = transcript.healthOf(name);
  const counts = transcript.countsOf(name);
  const survived = transcript.consoleOf(name).includes("survived");
  const isFault = error !== undefined && error !== "APPLICATION_ERROR";
  expect(event?.error).toBe(error);
  expect(survived).toBe(!isFault && !endless && name !== "main-returns-an-error");
  if (isFault) {
    expect(event?.action).toBe(restarted ? "COLD_RESTART" : "STOP");
    expect(counts.faults > 0 || event?.vector === undefined).toBe(true);
    if (restarted) expect(counts.restarts).toBeGreaterThan(1);
    else expect(counts.mode).toBe("IDLE");
  } else {
    expect(counts.mode).toMatch(endless ? /^(NORMAL|COLD_START)$/ : /^IDLE$/);
  }
  if (deviceInterrupts) {
    const [least, most] = deviceInterrupts;
    expect(counts.deviceInterrupts).toBeGreaterThanOrEqual(least);
    expect(counts.deviceInterrupts).toBeLessThanOrEqual(most);
  }
}
