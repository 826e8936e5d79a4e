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
import { messages } from "./tricks/messages.js";
import { processCalls } from "./tricks/process-calls.js";
import { processFaults } from "./tricks/process-faults.js";
import { processFloods } from "./tricks/processes.js";
import { ownReturns } from "./tricks/returns.js";
import { segments } from "./tricks/segments.js";
import { stacks } from "./tricks/stacks.js";
import { time } from "./tricks/time.js";
import { vcpus } from "./tricks/vcpus.js";

const NATIVE_BOARDS = ["pc", "pc-vmm"] as const;

const THEMES: readonly Theme[] = [
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
  ...NATIVE_BOARDS.flatMap((board) => [
    processFloods(board),
    processFaults(board),
    processCalls(board),
    messages(board),
  ]),
];
const TIMEOUT_MS = 240_000;
/** No entry of the kernel takes longer: 10,000 instructions. */
const LATENESS_MAX_NS = 10_000;

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
  // v86 takes 10 ns an instruction, and tolerates 10 us: a call with a long message is longer.
  const ignored = theme.native && target === "v86" ? "WINDOW_OVERRUN" : undefined;

  beforeAll(async () => {
    transcript = await runOn(target, await writeSystem(theme, target), FRAMES);
    transcript.mustHaveEnded();
  }, TIMEOUT_MS);

  test.each(theme.tricks)("$name", (trick) => judge(trick, transcript, ignored));

  test("the neighbour notices nothing", () => {
    const windows = Array.from({ length: NEIGHBOUR_WINDOWS }, (_, index) => `window ${index + 1}: all is well`);
    expect(transcript.consoleOf(NEIGHBOUR)).toEqual(windows);
    expect(transcript.healthOf(NEIGHBOUR)).toEqual([]);
  });

  // Only there does an interrupt come when it is due.
  if (target === "qemu" && theme.native) {
    test("no window ends late", () => {
      const late = theme.tricks.map(({ name }) => ({ name, ns: transcript.countsOf(name).worstLatenessNs }));
      expect(late.filter(({ ns }) => ns > LATENESS_MAX_NS)).toEqual([]);
    });
  }

  test("no window is lost or overrun", () => {
    const kept = (name: string) => {
      const { windows, missedWindows, overruns } = transcript.countsOf(name);
      return { name, windows, missedWindows, overruns: ignored ? 0 : overruns };
    };
    const expected = (name: string, windows: number) => ({ name, windows, missedWindows: 0, overruns: 0 });
    const names = theme.tricks.map(({ name }) => name);
    expect([kept(NEIGHBOUR), ...names.map(kept)]).toEqual([
      expected(NEIGHBOUR, FRAMES * names.length),
      ...names.map((name) => expected(name, FRAMES)),
    ]);
  });
}

function judge(
  { name, error, errorBefore, handled, restarted, endless, deviceInterrupts }: Trick,
  transcript: Transcript,
  ignored: string | undefined,
): void {
  const events = transcript.healthOf(name).filter(({ error }) => error !== ignored);
  const event = errorBefore ? events.at(-1) : events[0];
  const counts = transcript.countsOf(name);
  const survived = transcript.consoleOf(name).includes("survived");
  const isFault = error !== undefined && !handled && error !== "APPLICATION_ERROR" && error !== "DEADLINE_MISSED";
  if (errorBefore) expect(events[0]?.error).toBe(errorBefore);
  expect(event?.error).toBe(error);
  if (handled) expect(event?.action).toBe("HANDLE");
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
