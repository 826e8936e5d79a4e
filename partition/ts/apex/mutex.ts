/** Mutexes: who owns one has the priority of its ceiling (ARINC 653 Part 1, 3.7.2.5). */
import {
  CALL_MUTEX_ACQUIRE,
  CALL_MUTEX_CREATE,
  CALL_MUTEX_ID,
  CALL_MUTEX_RELEASE,
  CALL_MUTEX_RESET,
  CALL_MUTEX_STATUS,
  MutexStatus,
} from "../generated/abi";
import { Discipline } from "./discipline";
import { callNamed, KernelObject } from "./kernel-object";
import { Process } from "./process";
import { ReturnCode, request } from "./return-code";
import { INFINITE } from "./time";

export class Mutex extends KernelObject {
  /** CREATE_MUTEX: `priority` is its ceiling. */
  static create(name: string, priority: u32, discipline: Discipline = Discipline.FIFO): Mutex {
    return new Mutex(callNamed(CALL_MUTEX_CREATE, name, priority, discipline));
  }

  /** GET_MUTEX_ID. */
  static find(name: string): Mutex {
    return new Mutex(callNamed(CALL_MUTEX_ID, name));
  }

  /** ACQUIRE_MUTEX: once more, if it is the caller's; waits while it is another's. */
  acquire(timeout: u64 = INFINITE): ReturnCode {
    return request(CALL_MUTEX_ACQUIRE, this.id, u32(timeout), u32(timeout >> 32));
  }

  /** RELEASE_MUTEX: once. */
  release(): ReturnCode {
    return request(CALL_MUTEX_RELEASE, this.id);
  }

  /** RESET_MUTEX: takes it from its owner, however often that acquired it. */
  reset(owner: Process): ReturnCode {
    return request(CALL_MUTEX_RESET, this.id, owner.id);
  }

  /** GET_MUTEX_STATUS. */
  status(into: MutexStatus): ReturnCode {
    return request(CALL_MUTEX_STATUS, this.id, u32(changetype<usize>(into)));
  }
}
