/** The messages between the partitions; messages.h has the same for C. */
import { MILLISECOND } from "bulkhead/partition";

export class Attitude {
  pitchDeg: f32 = 0;
  pitchRateDps: f32 = 0;
}

export class AirData {
  /** From the static pressure. */
  heightM: f32 = 0;
  climbMps: f32 = 0;
  airspeedMps: f32 = 0;
}

/** Of the radio altimeter, above the ground. */
export class RadioHeight {
  heightM: f32 = 0;
}

export class Demand {
  elevatorDeg: f32 = 0;
  thrustPercent: f32 = 0;
}

export const ATTITUDE_REFRESH = 120 * MILLISECOND;
export const AIR_DATA_REFRESH = 220 * MILLISECOND;
export const HEIGHT_REFRESH = 60 * MILLISECOND;

export enum CommandKind {
  /** Hold a height, in metres. */
  HOLD = 1,
  /** Find the trim anew, from a first guess in degrees. */
  TRIM = 2,
  /** Descend to the ground. */
  LAND = 3,
}

export class Command {
  kind: CommandKind = CommandKind.HOLD;
  value: f32 = 0;
}

export enum EventKind {
  /** So low that the air data are too coarse. */
  LOW = 1,
  /** On the ground. */
  TOUCHDOWN = 2,
}

export class FlightEvent {
  kind: EventKind = EventKind.LOW;
  value: f32 = 0;
}

/** Messages that COMMANDS and EVENTS hold. */
export const QUEUE_DEPTH: u32 = 4;
