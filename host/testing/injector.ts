/** The faults that a test asks for: each is checked at once, and done when its time and its partition have come. */
import { nearest } from "../config/suggest.js";
import { MODE_COLD_START, MODE_IDLE, MODE_WARM_START, STATUS_NAMES } from "../generated/abi.js";
import type { V86Session } from "../machine/index.js";
import { named } from "../observe/named.js";
import type { CallAnswer, CallInjection, Injection, Injector, Moment, Place, Target } from "./api.js";
import type { Driver } from "./driver.js";
import { GuestCode } from "./guest-code.js";
import { maskInterrupts } from "./masking.js";
import { placeOf, type Subject } from "./memory-place.js";
import { nanoseconds, shownTime } from "./moments.js";
import { ARGUMENTS_MAX, answeredCall, enterCall, enterLoop, SET_MODE, STUB_BYTES } from "./stub.js";

const RING_3 = 3;
/** As many as the mark in a stub can tell apart. */
const CALLS_MAX = 0x10000;

type Record = { -readonly [Key in keyof CallInjection]: CallInjection[Key] };

export class SystemInjector implements Injector {
  private readonly calls: Record[] = [];

  constructor(
    private readonly session: V86Session,
    private readonly driver: Driver,
    private readonly subjects: readonly Subject[],
  ) {
    session.emulator.onRandom = ({ eax, ecx, edx }) => {
      const call = this.calls[answeredCall(ecx) ?? CALLS_MAX];
      if (call && call.answer === undefined) call.answer = this.answer(eax, edx);
      return call !== undefined;
    };
  }

  flipBit({ bit, ...fault }: Target & Place & { readonly bit: number }): Injection {
    if (!Number.isInteger(bit) || bit < 0) throw new Error(`a bit is a number from 0 on, not ${bit}`);
    const subject = this.subject(fault.partition);
    const { phys, shown } = placeOf(subject, fault, bit);
    const { emulator } = this.session;
    return this.plan(`bit ${bit} of ${shown} in ${fault.partition}`, fault, {
      attempt: () => {
        if (!this.isOutsideKernel()) return false;
        emulator.write(phys, Uint8Array.of(emulator.read(phys, 1)[0]! ^ (1 << (bit & 7))));
        return true;
      },
      idleUntilNs: () => this.session.nowNs,
      waitsFor: "the kernel did not come to an end",
    });
  }

  hang({ masked = false, ...fault }: Target & { readonly masked?: boolean }): Injection {
    const { layout } = this.subject(fault.partition);
    if (masked && layout.vcpuCount === 0) {
      throw new Error(`${fault.partition} is native: it has no interrupts that could be masked`);
    }
    return this.inCode(`an endless loop in ${fault.partition}`, fault, (code) => {
      if (masked) maskInterrupts(code);
      enterLoop(code);
    });
  }

  call({ number, args = [], ...target }: Target & { readonly number: number; readonly args?: readonly number[] }) {
    return this.callAs(`call 0x${number.toString(16)} of ${target.partition}`, target, number, args);
  }

  stop({ code = 0, ...target }: Target & { readonly code?: number }): CallInjection {
    return this.callAs(`the stop of ${target.partition}`, target, SET_MODE, [MODE_IDLE, code]);
  }

  restart({ code = 0, warm = false, ...target }: Target & { readonly code?: number; readonly warm?: boolean }) {
    const mode = warm ? MODE_WARM_START : MODE_COLD_START;
    return this.callAs(`the restart of ${target.partition}`, target, SET_MODE, [mode, code]);
  }

  /** Does something to a channel at that time; `act` may have to wait for room. */
  onChannel(what: string, at: Moment | undefined, act: (nowNs: number) => boolean): Injection {
    return this.plan(what, at === undefined ? {} : { at }, {
      attempt: () => this.isOutsideKernel() && act(this.driver.nowNs),
      idleUntilNs: () => this.session.idleUntilNs ?? this.session.nowNs,
      waitsFor: "its receiver takes none",
    });
  }

  private callAs(what: string, target: Target, number: number, args: readonly number[]): CallInjection {
    if (args.length > ARGUMENTS_MAX) throw new Error(`a call takes ${ARGUMENTS_MAX} arguments at most`);
    for (const value of [number, ...args]) {
      if (!Number.isInteger(value) || value < -0x80000000 || value > 0xffffffff) {
        throw new Error(`${what}: ${value} is no number of 32 bits`);
      }
    }
    const id = this.calls.length;
    if (id === CALLS_MAX) throw new Error(`a test can make ${CALLS_MAX} calls`);
    const record = this.inCode(what, target, (code) => enterCall(code, id, number, args));
    this.calls.push(record);
    return record;
  }

  /** Does something to the running code of the partition. */
  private inCode(what: string, target: Target, change: (code: GuestCode) => void): Record {
    const code = new GuestCode(this.session, this.subject(target.partition).layout);
    return this.plan(what, target, {
      attempt: () => {
        if (!code.isRunning(STUB_BYTES)) return false;
        change(code);
        return true;
      },
      idleUntilNs: () => code.idleUntilNs(),
      waitsFor: `${target.partition} did not run code of its own`,
    });
  }

  private plan(
    what: string,
    { at }: Pick<Target, "at">,
    { attempt, ...rest }: { attempt(): boolean; idleUntilNs(): number; readonly waitsFor: string },
  ): Record {
    const { driver } = this;
    const nowNs = driver.nowNs;
    const atNs = at === undefined ? nowNs : nanoseconds(what, at);
    if (atNs < nowNs) throw new Error(`${what}: ${shownTime(atNs)} is over, it is ${shownTime(nowNs)}`);
    const record: Record = { what, atNs, doneNs: undefined, answer: undefined };
    driver.add({
      what,
      atNs,
      attempt: () => {
        if (!attempt()) return false;
        record.doneNs = driver.nowNs;
        return true;
      },
      ...rest,
    });
    return record;
  }

  private answer(status: number, value: number): CallAnswer {
    return { timeNs: this.driver.nowNs, status: named(STATUS_NAMES, status), value };
  }

  private isOutsideKernel(): boolean {
    return this.session.idleUntilNs !== undefined || this.session.emulator.processor.ring === RING_3;
  }

  private subject(name: string): Subject {
    const found = this.subjects.find(({ layout }) => layout.name === name);
    if (found) return found;
    throw noPartition(
      name,
      this.subjects.map(({ layout }) => layout.name),
    );
  }
}

export function noPartition(name: string, names: readonly string[]): Error {
  const guess = nearest(name, names);
  return new Error(`there is no partition "${name}"${guess ? `; did you mean "${guess}"?` : ""}`);
}
