/** What an exception means to health monitoring (Intel SDM vol. 3A, table 6-1). */
import {
  ERROR_BREAKPOINT,
  ERROR_HARDWARE_FAULT,
  ERROR_ILLEGAL_INSTRUCTION,
  ERROR_MEMORY_VIOLATION,
  ERROR_NUMERIC_ERROR,
  ERROR_PRIVILEGED_INSTRUCTION,
  ERROR_STACK_OVERFLOW,
  PartitionEntry,
} from "../generated/abi";
import { isStackGuard } from "./paging";

export const VECTOR_DEVICE_NOT_AVAILABLE: u32 = 7;
export const VECTOR_GENERAL_PROTECTION: u32 = 13;
export const VECTOR_PAGE_FAULT: u32 = 14;

/** The ERROR value of an exception in ring 3. `address` is CR2 for a page fault. */
export function errorOfException(vector: u32, address: u32, entry: PartitionEntry): u32 {
  switch (vector) {
    case 0: // #DE
    case 4: // #OF
    case 5: // #BR
    case 16: // #MF
    case 19: // #XM
      return ERROR_NUMERIC_ERROR;
    case 1: // #DB
    case 3: // #BP
      return ERROR_BREAKPOINT;
    case 6: // #UD
      return ERROR_ILLEGAL_INSTRUCTION;
    case 10: // #TS
    case 11: // #NP
    case VECTOR_GENERAL_PROTECTION:
      return ERROR_PRIVILEGED_INSTRUCTION;
    case VECTOR_PAGE_FAULT:
      return isStackGuard(entry, address) ? ERROR_STACK_OVERFLOW : ERROR_MEMORY_VIOLATION;
    case 12: // #SS
    case 17: // #AC
      return ERROR_MEMORY_VIOLATION;
    default:
      return ERROR_HARDWARE_FAULT;
  }
}
