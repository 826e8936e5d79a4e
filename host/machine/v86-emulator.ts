/**
 * One v86 machine, driven by hand: it runs in slices, on its own virtual clock, and wakes at the timer's exact
 * deadline. Owns every use of v86's internals; they are stable because the version is pinned.
 */
import type { SharedMemory } from "./machine.js";
import type { Cpu, V86Exports } from "./v86-cpu.js";
import { loadV86 } from "./v86-module.js";
import type { PatchedExports } from "./v86-patch.js";
import { Processor } from "./v86-processor.js";
import { SerialInput } from "./v86-serial-input.js";
import { Slices } from "./v86-slices.js";
import { activeClockMs, runWith, VirtualClock } from "./virtual-clock.js";

/** What a slice ended with: `idle` waits for a timer, `dead` halted with nothing that could wake it. */
export type SliceEnd = "busy" | "idle" | "dead";

const MULTIBOOT_BOOTLOADER_MAGIC = 0x2badb002;
const EFLAGS_INTERRUPT = 0x200;
const DEBUG_EXIT_PORT = 0xf4;
/** Modem status: carrier, data set ready, clear to send, as QEMU has them. */
const PEER_READY = 0xb0;
/** As v86 has it, kHz. */
const PIT_FREQUENCY_KHZ = 1193.1816666;
const RING_3 = 3;
const PANIC_OF_AN_INSTRUCTION = /^panicked at src\/rust\/cpu\//;
const PANIC_AFTER_A_FAULT = /^panicked at src\/rust\/cpu\/.*\n?.*`Result::unwrap\(\)` on an `Err` value: \(\)/;
/** First entry of v86's function table that compiled code may take. */
const COMPILED_TABLE_BASE = 1024;

/** What comes out at the serial lines, and what goes into the second. */
export interface SerialLines {
  readonly onCom1: (byte: number) => void;
  readonly onCom2: (byte: number) => void;
  readonly com2Input: Uint8Array;
}

/** What v86's module is given to call, and what it said before it gave up. */
interface Imports {
  panicText: string;
  readMs: () => number;
  random: () => number;
}

type Exports = PatchedExports & V86Exports;

/** What a program in ring 3 has in its registers when it asks for a random number. */
export interface RandomRequest {
  readonly eax: number;
  readonly ecx: number;
  readonly edx: number;
}

export class Emulator implements SharedMemory {
  readonly clock: VirtualClock;
  readonly processor: Processor;
  private readonly stackPointer: number;
  private readonly memoryOffset: number;
  private readonly memorySizeBytes: number;
  private readonly compiled: [index: number, start: number, flags: number][] = [];
  private readonly com2: SerialInput;
  private readonly slices: Slices;
  /**
   * Told when a program in ring 3 executes RDRAND: the one instruction that it may execute and that calls back here. Where
   * the answer is true the request was ours, and the sequence of random numbers goes on without it.
   */
  onRandom: (request: RandomRequest) => boolean = () => false;

  private constructor(
    private readonly cpu: Cpu,
    private readonly wasm: Exports,
    private readonly imports: Imports,
    com2Input: Uint8Array,
  ) {
    this.clock = new VirtualClock(() => cpu.instruction_counter[0]!);
    this.processor = new Processor(cpu, wasm, this);
    this.stackPointer = wasm.stackPointer.value;
    this.memoryOffset = cpu.mem8.byteOffset;
    this.memorySizeBytes = cpu.mem8.length;
    this.com2 = new SerialInput(cpu.devices.uart1, com2Input);
    this.slices = new Slices(cpu, wasm, this.clock, () => this.deadlineNs());
    imports.readMs = () => this.slices.readMs();
    this.watchRandom();
    cpu.devices.uart1.modem_status = PEER_READY;
    this.takeOverTimers();
    this.compileAtOnce();
    this.refuseResets();
  }

  /** A machine with `image` loaded, before its first instruction. */
  static async boot(image: Uint8Array, memoryBytes: number, serial: SerialLines): Promise<Emulator> {
    const { V86, wasm } = await loadV86();
    let exports: WebAssembly.Exports = {};
    // Between slices it is power-on time: the processor's reset sets its time-stamp counter by this.
    const given: Imports = { panicText: "", readMs: () => activeClockMs() ?? 0, random: randomSequence() };
    const emulator = new V86({
      wasm_fn: async (imports) => {
        const env = imports.env as Record<string, unknown>;
        env.microtick = () => given.readMs();
        env.get_rand_int = () => given.random();
        env.console_log_from_wasm = (pointer: number, length: number) => {
          const memory = exports.memory as WebAssembly.Memory;
          given.panicText += new TextDecoder().decode(new Uint8Array(memory.buffer, pointer >>> 0, length >>> 0));
        };
        exports = (await WebAssembly.instantiate(wasm, imports)).exports;
        return exports;
      },
      multiboot: { buffer: Uint8Array.from(image).buffer },
      memory_size: memoryBytes,
      vga_memory_size: 1 << 20,
      disable_keyboard: true,
      disable_mouse: true,
      disable_speaker: true,
      uart1: true,
      autostart: false,
    });
    emulator.add_listener("serial0-output-byte", serial.onCom1);
    emulator.add_listener("serial1-output-byte", serial.onCom2);
    await new Promise<void>((resolve) => emulator.add_listener("emulator-ready", () => resolve()));
    const { cpu } = (emulator as unknown as { v86: { cpu: Cpu } }).v86;
    if (cpu.reg32[0] !== MULTIBOOT_BOOTLOADER_MAGIC)
      throw new Error("the image has no Multiboot header in its first 8 KiB");
    return new Emulator(cpu, exports as unknown as Exports, given, serial.com2Input);
  }

  read(phys: number, length: number): Uint8Array {
    return this.bytesAt(phys, length).slice();
  }

  /** Between slices. What the processor has compiled from these bytes is forgotten. */
  write(phys: number, bytes: Uint8Array): void {
    this.bytesAt(phys, bytes.length).set(bytes);
    if (bytes.length > 0) this.wasm.jit_dirty_cache(phys, phys + bytes.length);
  }

  private bytesAt(phys: number, length: number): Uint8Array {
    if (phys < 0 || length < 0 || phys + length > this.memorySizeBytes) {
      throw new RangeError(`no memory at 0x${phys.toString(16)}, ${length} bytes`);
    }
    return new Uint8Array(this.cpu.wasm_memory.buffer, this.memoryOffset + phys, length);
  }

  /**
   * Runs about a millisecond of virtual time, less if the processor halts, or up to the first instruction at or past
   * `untilNs` that v86 can stop at: a few instructions. Throws what v86 died of.
   */
  slice(untilNs = Number.POSITIVE_INFINITY): SliceEnd {
    const over = runWith(this.clock, () => {
      this.slices.enter(untilNs);
      try {
        this.cpu.main_loop();
        return this.slices.leave();
      } catch (error) {
        this.slices.abandon();
        this.faultInstead(error);
        return true;
      }
    });
    if (!over) return "busy";
    // Not earlier: v86 takes a compiled module only between its slices, and here it comes at the same instruction in each run.
    for (const module of this.compiled.splice(0)) this.cpu.codegen_finalize_finished(...module);
    if (this.cpu.in_hlt[0] === 0) return "busy";
    const wakes = (this.cpu.flags[0]! & EFLAGS_INTERRUPT) !== 0 && Number.isFinite(this.deadlineNs());
    return wakes ? "idle" : "dead";
  }

  /** While idle: when the timer fires or COM2 receives a byte, in virtual nanoseconds. */
  nextEventNs(): number {
    return Math.max(this.deadlineNs(), this.clock.nowNs() + 1);
  }

  /** Where the processor is and what v86 said, for a message about a failure. */
  describeFailure(error: unknown): string {
    const eip = hex(this.cpu.previous_ip[0]!);
    const what = this.imports.panicText.trim().split("\n").slice(0, 2).join(" ") || text(error);
    return `v86 gave up at EIP ${eip}, ring ${this.cpu.cpl[0]}: ${what}`;
  }

  describeHalt(): string {
    const masked = (this.cpu.flags[0]! & EFLAGS_INTERRUPT) === 0;
    const why = masked ? "with interrupts disabled" : "with no timer armed";
    return `the processor halted ${why}, EIP ${hex(this.cpu.instruction_pointer[0]!)}`;
  }

  /**
   * Where the processor would fault, some instructions of v86 panic. Either the fault has been delivered already, and v86
   * only does not know how to leave the instruction (an `enter` that ran into a guard page); or nothing has changed yet (an
   * `iret` to a null selector): a program in ring 3 then gets its general protection fault. What else ring 0 does wrong, and
   * any other failure, ends the machine.
   */
  private faultInstead(error: unknown): void {
    const { imports, wasm, cpu } = this;
    const delivered = PANIC_AFTER_A_FAULT.test(imports.panicText);
    const fromRing3 = PANIC_OF_AN_INSTRUCTION.test(imports.panicText) && cpu.cpl[0] === RING_3;
    if (!(error instanceof WebAssembly.RuntimeError && (delivered || fromRing3))) throw error;
    imports.panicText = "";
    wasm.stackPointer.value = this.stackPointer;
    cpu.prefixes[0] = 0;
    if (!delivered) wasm.raiseGeneralProtection(0);
  }

  /** Of the devices only the PIT and COM2's peer act by themselves; the polling distance follows the nearer deadline. */
  private takeOverTimers(): void {
    const { cpu } = this;
    const { pit } = cpu.devices;
    cpu.run_hardware_timers = (_acpiEnabled, nowMs) => {
      const dueMs = this.slices.poll(nowMs);
      const toNextMs = dueMs === undefined ? 0 : pit.timer(dueMs, false);
      if (dueMs !== undefined) this.com2.poll(this.clock.nowNs());
      this.slices.afterPoll();
      return toNextMs;
    };
    const write = pit.counter_write;
    pit.counter_write = (counter, value) => {
      write.call(pit, counter, value);
      this.slices.deadlineMoved();
    };
    cpu.stop_idling = () => {};
  }

  private deadlineNs(): number {
    return Math.min(this.timerDeadlineNs(), this.com2.deadlineNs());
  }

  /** The PIT's counter 0 interrupts one tick after it reached 0. */
  private timerDeadlineNs(): number {
    const { pit } = this.cpu.devices;
    if (pit.counter_enabled[0] === 0) return Number.POSITIVE_INFINITY;
    const ticks = pit.counter_start_value[0]! + 1;
    return Math.ceil((pit.counter_start_time[0]! + ticks / PIT_FREQUENCY_KHZ) * 1e6);
  }

  /** v86 compiles hot code in the background, which would make runs differ. */
  private compileAtOnce(): void {
    const { cpu, compiled } = this;
    cpu.codegen_finalize = (index, start, flags, pointer, length) => {
      const code = new Uint8Array(cpu.wasm_memory.buffer, pointer >>> 0, length >>> 0);
      const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { e: cpu.jit_imports });
      cpu.wm.wasm_table.set(COMPILED_TABLE_BASE + index, instance.exports.f);
      compiled.push([index, start, flags]);
    };
  }

  private watchRandom(): void {
    const { cpu, imports } = this;
    const next = imports.random;
    imports.random = () => {
      const [eax, ecx, edx] = [cpu.reg32[0]!, cpu.reg32[1]!, cpu.reg32[2]!].map((value) => value >>> 0);
      const ours = cpu.cpl[0] === RING_3 && this.onRandom({ eax: eax!, ecx: ecx!, edx: edx! });
      return ours ? 0 : next();
    };
  }

  private refuseResets(): void {
    this.cpu.reboot_internal = () => {
      throw new Error("the guest reset the machine");
    };
    this.cpu.io.ports[DEBUG_EXIT_PORT]!.write8 = () => {
      throw new Error("the guest wrote port 0xF4, which is QEMU's exit device");
    };
  }
}

/** RDRAND's numbers, the same in each run (xorshift32). */
function randomSequence(): () => number {
  let state = 0x42484842;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
}

function hex(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, "0")}`;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
