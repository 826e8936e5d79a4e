// Shows each height that comes from outside; an interrupt tells of it.
import { nextPort, ReturnCode, SamplingDestination, Value } from "bulkhead/apex";
import { interrupts, LINE_PORT_MESSAGE, MILLISECOND } from "bulkhead/partition";

const height = SamplingDestination.create<Uint8Array>("HEIGHT", 1000 * MILLISECOND, 16);
const text = new Uint8Array(16);
const port = new Value();

interrupts.enable(LINE_PORT_MESSAGE);
console.log(`port ${height.code}`);
for (;;) {
  interrupts.wait();
  interrupts.take(LINE_PORT_MESSAGE);
  while (nextPort(port) == ReturnCode.NO_ERROR) {
    if (height.read(text) == ReturnCode.NO_ERROR) console.log(String.UTF8.decodeUnsafe(text.dataStart, height.length));
  }
}
