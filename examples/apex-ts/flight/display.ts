// Shows the attitude that another partition writes, and how old it is.
import {
  INFINITE,
  OperatingMode,
  periodic,
  SamplingDestination,
  SamplingStatus,
  setPartitionMode,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { Attitude } from "./attitude";

const port = SamplingDestination.create<Attitude>("ATTITUDE", 150 * MILLISECOND);
const shown = new Attitude();
const status = new SamplingStatus();

periodic({ name: "SHOW", period: 100 * MILLISECOND, capacity: INFINITE, priority: 10, stack: 0 }, () => {
  const code = port.readUpdated(shown);
  port.status(status);
  console.log(`SHOW: code ${code}, step ${shown.step}, valid ${port.valid}, ${status.maxMessageSize} bytes`);
});

setPartitionMode(OperatingMode.NORMAL);
