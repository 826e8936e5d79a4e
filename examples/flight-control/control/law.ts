/** The control law: from how the aircraft flies to what the actuators shall do. Numbers alone: no port, no process. */
import { AirData, Attitude, Demand } from "../shared/messages";

export enum Phase {
  HOLD = 0,
  DESCENT = 1,
  FLARE = 2,
  GROUND = 3,
}

const CRUISE_SPEED = 20.0;
const LEVEL_THRUST = 66.7;
const CLIMB_MAX = 3.0;
const FLARE_BELOW_M = 5.0;
const DEG_PER_RAD = 57.3;

export class Law {
  phase: Phase = Phase.HOLD;
  heldHeight: f64 = 20;
  trimPitch: f64 = 0;

  /** The phase, by the height above the ground. Without a radio altimeter there is neither a flare nor a touchdown. */
  advance(height: f64): void {
    if (this.phase == Phase.DESCENT && height < FLARE_BELOW_M) this.phase = Phase.FLARE;
    if (this.phase == Phase.FLARE && height <= 0) this.phase = Phase.GROUND;
  }

  /** What the actuators shall do. */
  demand(attitude: Attitude, air: AirData, height: f64, demand: Demand): void {
    if (this.phase == Phase.GROUND) {
      demand.elevatorDeg = 0;
      demand.thrustPercent = 10;
      return;
    }
    const climb = this.wantedClimb(height);
    const pitch = this.trimPitch + (DEG_PER_RAD * climb) / CRUISE_SPEED + 2 * (climb - air.climbMps);
    demand.elevatorDeg = f32(within(pitch - attitude.pitchDeg - 0.35 * attitude.pitchRateDps, 15));
    demand.thrustPercent = f32(LEVEL_THRUST + within(6 * (CRUISE_SPEED - air.airspeedMps) + 6.5 * climb, 30));
  }

  /** In metres per second. In the flare the nearer the ground the less: the height goes down as a curve. */
  private wantedClimb(height: f64): f64 {
    if (this.phase == Phase.DESCENT) return -CLIMB_MAX;
    if (this.phase == Phase.FLARE) return -0.5 * height - 0.6;
    return within(0.8 * (this.heldHeight - height), CLIMB_MAX);
  }
}

function within(value: f64, limit: f64): f64 {
  return Math.min(Math.max(value, -limit), limit);
}
