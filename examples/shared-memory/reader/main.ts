/** Reads the shared block in each frame; tries to read the health log, and in the end to write the block. */
import {
  HealthRecord,
  INFINITE,
  MemoryBlock,
  OperatingMode,
  periodic,
  ReturnCode,
  readHealth,
  setPartitionMode,
  Value,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";

const WRITES_AT = 12;
const SAMPLES: u32 = 16;
const SAMPLES_OFFSET: usize = 4;

/** As writer.c has it: then come the samples. */
@unmanaged
class Block {
  written: u32;
}

const found = MemoryBlock.find("samples");
const block = found.as<Block>();
let seen: u32 = 0;
let frame = 0;

function lastSample(): i32 {
  const at = (seen - 1) % SAMPLES;
  return load<i32>(found.address + SAMPLES_OFFSET + 4 * at);
}

function read(): void {
  frame += 1;
  if (frame == WRITES_AT) {
    console.log("writes to the block");
    block.written = 0;
  }
  if (block.written == seen) return;
  seen = block.written;
  console.log(`${seen} in the block, the last is ${lastSample()}`);
}

const refused = readHealth(1, new HealthRecord(), new Value()) == ReturnCode.INVALID_CONFIG;
console.log(`${found.sizeBytes} bytes, to write: ${found.writable}; the health log is refused: ${refused}`);
periodic({ name: "READ", period: 20 * MILLISECOND, capacity: INFINITE, priority: 10, stack: 0 }, read);
setPartitionMode(OperatingMode.NORMAL);
