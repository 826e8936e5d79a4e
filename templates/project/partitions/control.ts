// A partition in TypeScript, compiled by AssemblyScript: numbers have machine types, and console.log is there.
import { MILLISECOND, now, partition, sleepUntil } from "bulkhead/partition";

const PERIOD: u64 = 100 * MILLISECOND;
const SETPOINT: f64 = 50;

class Controller {
  private level: f64 = 0;

  /** One step of the way to the setpoint. */
  step(): f64 {
    this.level += (SETPOINT - this.level) * 0.25;
    return this.level;
  }
}

const controller = new Controller();
console.log(`${partition.name()} acts every ${PERIOD / MILLISECOND} ms`);

for (let due = now(); ; due += PERIOD) {
  sleepUntil(due);
  console.log(`level ${i32(Math.round(controller.step()))} at ${now() / MILLISECOND} ms`);
}
