/** The part of v86's objects that the emulator uses; v86's own types do not tell it. */
export interface Cpu {
  readonly instruction_counter: Uint32Array;
  readonly instruction_pointer: Int32Array;
  readonly previous_ip: Int32Array;
  readonly reg32: Int32Array;
  readonly flags: Int32Array;
  readonly cr: Int32Array;
  readonly gdtr_offset: Int32Array;
  readonly prefixes: Int32Array;
  readonly cpl: Uint8Array;
  readonly in_hlt: Uint8Array;
  readonly mem8: Uint8Array;
  readonly wasm_memory: WebAssembly.Memory;
  readonly jit_imports: WebAssembly.ModuleImports;
  readonly wm: { readonly wasm_table: WebAssembly.Table };
  readonly devices: { readonly pit: Pit; readonly uart1: Uart };
  readonly io: { readonly ports: { write8: (value: number) => void }[] };
  main_loop(): number;
  run_hardware_timers(acpiEnabled: boolean, nowMs: number): number;
  codegen_finalize(index: number, start: number, flags: number, pointer: number, length: number): void;
  codegen_finalize_finished(index: number, start: number, flags: number): void;
  stop_idling(): void;
  reboot_internal(): void;
}

/** What v86's module exports by itself, as far as it is called. */
export interface V86Exports {
  /** The flags; those of the last arithmetic are not in `Cpu.flags` yet. */
  get_eflags(): number;
  /** Memory [start, end) has changed: code that was compiled from it is forgotten. */
  jit_dirty_cache(start: number, end: number): void;
}

export interface Pit {
  readonly counter_enabled: Uint8Array;
  readonly counter_start_time: Float64Array;
  readonly counter_start_value: Uint16Array;
  counter_write(counter: number, value: number): void;
  timer(nowMs: number, noIrq: boolean): number;
}

export interface Uart {
  /** Bytes that the guest has not read yet; without a limit. */
  readonly input: readonly number[];
  readonly fifo_control: number;
  readonly modem_control: number;
  modem_status: number;
  data_received(byte: number): void;
}
