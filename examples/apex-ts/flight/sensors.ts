// Two processes of one partition: one senses, one tells. Both put strings together while the other may interrupt.
import {
  aperiodic,
  Buffer,
  createErrorHandler,
  ErrorStatus,
  errorMessage,
  errorStatus,
  OperatingMode,
  periodic,
  ReturnCode,
  raiseApplicationError,
  SamplingSource,
  setPartitionMode,
} from "bulkhead/apex";
import { MILLISECOND, partition } from "bulkhead/partition";
import { Attitude } from "./attitude";

class Reading {
  step: u32 = 0;
  roll: f32 = 0;
}

const port = SamplingSource.create<Attitude>("ATTITUDE");
const readings = Buffer.create<Reading>("READINGS", 4);
const attitude = new Attitude();
const reading = new Reading();

const sense = periodic(
  { name: "SENSE", period: 100 * MILLISECOND, capacity: 50 * MILLISECOND, priority: 20, stack: 0 },
  () => {
    attitude.step += 1;
    attitude.roll = f32(Math.sin(f64(attitude.step) * 10) * 30);
    attitude.pitch = attitude.roll / 4;
    port.write(attitude);
    reading.step = attitude.step;
    reading.roll = attitude.roll;
    if (readings.send(reading, 0) != ReturnCode.NO_ERROR) console.log("SENSE: nobody takes the readings");
    if (attitude.step == 3) raiseApplicationError(`step ${attitude.step} is unlucky`);
  },
);

const tell = aperiodic({ name: "TELL", priority: 10, stack: 0 }, () => {
  const taken = new Reading();
  while (readings.receive(taken) == ReturnCode.NO_ERROR) {
    console.log(`TELL: step ${taken.step}, roll ${Math.round(taken.roll)}`);
  }
});

const handled = createErrorHandler(() => {
  const error = new ErrorStatus();
  while (errorStatus(error) == ReturnCode.NO_ERROR) {
    console.log(`error ${error.error} of process ${error.process}: ${errorMessage(error)}`);
  }
});

console.log(`${partition.name()}: port ${port.code}, buffer ${readings.code}, SENSE ${sense.code}, TELL ${tell.code}`);
console.log(`error handler ${handled}`);
setPartitionMode(OperatingMode.NORMAL);
