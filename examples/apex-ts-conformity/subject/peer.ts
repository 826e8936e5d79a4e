/** The other end of each channel: answers a sample with the next number and what else it knows, and sends more messages than there is room for. */
import {
  INFINITE,
  ModuleSchedule,
  OperatingMode,
  periodic,
  QueuingDestination,
  QueuingSource,
  ReturnCode,
  SamplingDestination,
  SamplingSource,
  setPartitionMode,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { Message, numbered } from "./message";

const input = SamplingDestination.create<Message>("IN", 40 * MILLISECOND);
const output = SamplingSource.create<Message>("OUT");
SamplingSource.create<Message>("SILENT");
const queueIn = QueuingDestination.create<Message>("QUEUE-IN", 2);
const queueOut = QueuingSource.create<Message>("QUEUE-OUT", 2);
const sample = new Message();
const taken = new Message();
const code = ModuleSchedule.find("second").set();

/** A queued message of this number has the answer be sent three times: one more than fits. */
const ANSWER_THRICE: u32 = 3;

periodic({ name: "ANSWER", period: 20 * MILLISECOND, capacity: INFINITE, priority: 10, stack: 0 }, () => {
  if (input.readUpdated(sample) == ReturnCode.NO_ERROR) {
    const answer = numbered(sample.number + 1);
    answer.code = code;
    output.write(answer);
  }
  if (queueIn.receive(taken, 0) == ReturnCode.NO_ERROR && taken.number == ANSWER_THRICE) {
    for (let number: u32 = 0; number < ANSWER_THRICE; number++) queueOut.send(numbered(number), 0);
  }
});

setPartitionMode(OperatingMode.NORMAL);
