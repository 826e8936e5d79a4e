/** Counting semaphores (ARINC 653 Part 1, 3.7.2.3). */
import {
  CALL_SEMAPHORE_CREATE,
  CALL_SEMAPHORE_ID,
  CALL_SEMAPHORE_SIGNAL,
  CALL_SEMAPHORE_STATUS,
  CALL_SEMAPHORE_WAIT,
  SemaphoreStatus,
} from "../generated/abi";
import { Discipline } from "./discipline";
import { callNamed, KernelObject } from "./kernel-object";
import { ReturnCode, request } from "./return-code";
import { INFINITE } from "./time";

export class Semaphore extends KernelObject {
  /** CREATE_SEMAPHORE. */
  static create(name: string, current: u32, maximum: u32, discipline: Discipline = Discipline.FIFO): Semaphore {
    return new Semaphore(callNamed(CALL_SEMAPHORE_CREATE, name, current, maximum, discipline));
  }

  /** GET_SEMAPHORE_ID. */
  static find(name: string): Semaphore {
    return new Semaphore(callNamed(CALL_SEMAPHORE_ID, name));
  }

  /** WAIT_SEMAPHORE: takes one; waits while it is 0. */
  wait(timeout: u64 = INFINITE): ReturnCode {
    return request(CALL_SEMAPHORE_WAIT, this.id, u32(timeout), u32(timeout >> 32));
  }

  /** SIGNAL_SEMAPHORE: gives one. */
  signal(): ReturnCode {
    return request(CALL_SEMAPHORE_SIGNAL, this.id);
  }

  /** GET_SEMAPHORE_STATUS. */
  status(into: SemaphoreStatus): ReturnCode {
    return request(CALL_SEMAPHORE_STATUS, this.id, u32(changetype<usize>(into)));
  }
}
