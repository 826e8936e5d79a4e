/** Module schedules (ARINC 653 Part 2, multiple module schedules). */
import { CALL_SCHEDULE_ID, CALL_SCHEDULE_SET, CALL_SCHEDULE_STATUS, ScheduleStatus } from "../generated/abi";
import { callNamed, KernelObject } from "./kernel-object";
import { ReturnCode, request } from "./return-code";

export class ModuleSchedule extends KernelObject {
  /** GET_MODULE_SCHEDULE_ID. */
  static find(name: string): ModuleSchedule {
    return new ModuleSchedule(callNamed(CALL_SCHEDULE_ID, name));
  }

  /** GET_MODULE_SCHEDULE_STATUS: which runs, which comes next, when it last changed. */
  static status(into: ScheduleStatus): ReturnCode {
    return request(CALL_SCHEDULE_STATUS, u32(changetype<usize>(into)));
  }

  /** SET_MODULE_SCHEDULE: from the end of this major frame on. The system file must permit it. */
  set(): ReturnCode {
    return request(CALL_SCHEDULE_SET, this.id);
  }
}
