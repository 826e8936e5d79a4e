/** Makes its one process and says what came of it. */
import { OperatingMode, periodic, setPartitionMode } from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";

const process = periodic(
  { name: "work", period: 20 * MILLISECOND, capacity: 15 * MILLISECOND, priority: 20, stack: 0 },
  () => console.log("works"),
);
console.log(`created: ${process.code}`);
setPartitionMode(OperatingMode.NORMAL);
