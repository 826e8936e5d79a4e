/** What a panic says on the serial line, waiting for each byte. Names come from the symbols that the host packed. */
import { physical, systemTable } from "../../core/system-table";
import {
  KERNEL_PHYS_END,
  PANIC_CLOCK,
  PANIC_CPU_FEATURE,
  PANIC_DOUBLE_FAULT,
  PANIC_EXCEPTION,
  PANIC_MEMORY_SIZE,
  PANIC_NMI,
  PANIC_PAGE_POOL,
  PANIC_TABLE_BOARD,
  PANIC_TABLE_BOUNDS,
  PANIC_TABLE_CHECKSUM,
  PANIC_TABLE_MAGIC,
  PANIC_TABLE_VERSION,
  PHYS_LIMIT,
  SYMBOL_TABLE_MAGIC,
  SYMBOL_TABLE_SIZE,
  SymbolTable,
} from "../../generated/abi";
import { putWaiting } from "./serial";

const NAME_MAX: u32 = 80;

/**
 * A text is the address of a string literal: static UTF-16 behind its length in bytes. The kernel has no strings, since
 * a variable of that type would need a runtime.
 */
function print(at: usize): void {
  const bytes = load<u32>(at - 4);
  for (let i: u32 = 0; i < bytes; i += 2) putWaiting(load<u16>(at + i));
}

export function printLine(text: usize): void {
  print(text);
  print(changetype<usize>("\r\n"));
}

export function printHex(name: usize, value: u32): void {
  print(name);
  print(changetype<usize>(" 0x"));
  for (let shift: i32 = 28; shift >= 0; shift -= 4) {
    const digit = (value >> shift) & 15;
    putWaiting(digit < 10 ? 0x30 + digit : 0x57 + digit);
  }
}

/** The headline: the texts of the PANIC codes in abi/enumerations.ts. */
export function printPanicText(code: u32): void {
  print(changetype<usize>("*** Bulkhead kernel panic: "));
  print(textOf(code));
}

function textOf(code: u32): usize {
  switch (code) {
    case PANIC_EXCEPTION:
      return changetype<usize>("exception inside the kernel");
    case PANIC_DOUBLE_FAULT:
      return changetype<usize>("double fault");
    case PANIC_NMI:
      return changetype<usize>("non-maskable interrupt");
    case PANIC_TABLE_MAGIC:
      return changetype<usize>("no system table: wrong magic number");
    case PANIC_TABLE_VERSION:
      return changetype<usize>("system table of another ABI version");
    case PANIC_TABLE_CHECKSUM:
      return changetype<usize>("system table is damaged: wrong checksum");
    case PANIC_TABLE_BOUNDS:
      return changetype<usize>("system table names something outside its bounds");
    case PANIC_MEMORY_SIZE:
      return changetype<usize>("the machine has less memory than the system needs");
    case PANIC_CPU_FEATURE:
      return changetype<usize>("the processor lacks a feature that the kernel needs");
    case PANIC_CLOCK:
      return changetype<usize>("the time-stamp counter could not be calibrated against the PIT");
    case PANIC_PAGE_POOL:
      return changetype<usize>("the page pool of the system table is too small");
    case PANIC_TABLE_BOARD:
      return changetype<usize>("system table for another board than this kernel's");
    default:
      return changetype<usize>("an assertion of the kernel failed");
  }
}

/** `  at name+0xoffset (0xaddress)`. */
export function printFunction(address: u32): void {
  print(changetype<usize>("  at "));
  const symbol = symbolBefore(address);
  if (symbol != NO_SYMBOL) {
    const table = symbols();
    const start = load<u32>(table + SYMBOL_TABLE_SIZE + symbol * 4);
    printName(table + load<u32>(table + SYMBOL_TABLE_SIZE + (changetype<SymbolTable>(table).count + symbol) * 4));
    printHex(changetype<usize>(" +"), address - start);
  }
  printHex(changetype<usize>(" ="), address);
  printLine(changetype<usize>(""));
}

const NO_SYMBOL: u32 = 0xffff_ffff;

function symbols(): usize {
  return physical(systemTable().symbolsPhys);
}

/** The last symbol at or before the address, or NO_SYMBOL. A panic may have found the table damaged: nothing is trusted. */
function symbolBefore(address: u32): u32 {
  const phys = systemTable().symbolsPhys;
  if (phys < KERNEL_PHYS_END || phys >= PHYS_LIMIT) return NO_SYMBOL;
  const table = changetype<SymbolTable>(symbols());
  if (table.magic != SYMBOL_TABLE_MAGIC || table.count > 0x10000) return NO_SYMBOL;
  let low: u32 = 0;
  let high = table.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<u32>(symbols() + SYMBOL_TABLE_SIZE + middle * 4) <= address) low = middle + 1;
    else high = middle;
  }
  return low == 0 ? NO_SYMBOL : low - 1;
}

function printName(at: usize): void {
  for (let i: u32 = 0; i < NAME_MAX; i += 1) {
    const byte: u32 = load<u8>(at + i);
    if (byte < 0x20 || byte > 0x7e) return;
    putWaiting(byte);
  }
}
