/** Memory blocks: memory that several partitions have, by name (ARINC 653 Part 2). */
import { scratch } from "../door";
import { CALL_MEMORY_BLOCK, MemoryBlockStatus, NAME_SIZE, PERMISSION_READ, PERMISSION_WRITE } from "../generated/abi";
import { ReturnCode, request } from "./return-code";
import { scratchName } from "./text";

export class MemoryBlock {
  address: usize = 0;
  sizeBytes: u32 = 0;
  readable: bool = false;
  writable: bool = false;

  private constructor(readonly code: ReturnCode) {}

  /** GET_MEMORY_BLOCK_STATUS: `code` tells whether the partition has it. */
  static find(name: string): MemoryBlock {
    const at = scratchName(name);
    if (at == 0) return new MemoryBlock(ReturnCode.INVALID_CONFIG);
    const status = changetype<MemoryBlockStatus>(scratch() + NAME_SIZE);
    const block = new MemoryBlock(request(CALL_MEMORY_BLOCK, at, u32(changetype<usize>(status))));
    if (block.code != ReturnCode.NO_ERROR) return block;
    block.address = status.address;
    block.sizeBytes = status.sizeBytes;
    block.readable = (status.permissions & PERMISSION_READ) != 0;
    block.writable = (status.permissions & PERMISSION_WRITE) != 0;
    return block;
  }

  /** The block as an `@unmanaged` class lays it out, from `offset` on. */
  as<T>(offset: usize = 0): T {
    return changetype<T>(this.address + offset);
  }
}
