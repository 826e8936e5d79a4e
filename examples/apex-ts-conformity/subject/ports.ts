/** Cases of ports, with the peer at their other ends. */
import {
  QueuingDestination,
  QueuingSource,
  QueuingStatus,
  ReturnCode,
  SamplingDestination,
  SamplingSource,
  SamplingStatus,
  timedWait,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { check, checkThat } from "./check";
import { Message, numbered } from "./message";
import { input, NEGATIVE, out, queueIn, queueOut, silent } from "./world";

export function checkSampling(): void {
  const message = new Message();
  const status = new SamplingStatus();
  const nobody = SamplingDestination.find<Message>("NOBODY");
  const bytes = SamplingSource.find<Uint8Array>("OUT");
  const backwards = SamplingDestination.find<Message>("OUT");
  check("CREATE_SAMPLING_PORT", ReturnCode.INVALID_MODE, SamplingSource.create<Message>("OUT").code);
  check("WRITE_SAMPLING_MESSAGE", ReturnCode.NO_ERROR, out.write(numbered(6)));
  check("WRITE_SAMPLING_MESSAGE", ReturnCode.INVALID_PARAM, bytes.write(new Uint8Array(0)));
  check("WRITE_SAMPLING_MESSAGE", ReturnCode.INVALID_CONFIG, bytes.write(new Uint8Array(13)));
  check("WRITE_SAMPLING_MESSAGE", ReturnCode.INVALID_MODE, SamplingSource.find<Message>("IN").write(message));
  check("WRITE_SAMPLING_MESSAGE", ReturnCode.INVALID_PARAM, SamplingSource.find<Message>("NOBODY").write(message));
  timedWait(60 * MILLISECOND);
  check("READ_UPDATED_SAMPLING_MESSAGE", ReturnCode.NO_ERROR, input.readUpdated(message));
  checkThat("READ_UPDATED_SAMPLING_MESSAGE", "message", message.square == 49 && input.length == 12 && input.updated);
  check("SET_MODULE_SCHEDULE", ReturnCode.INVALID_CONFIG, message.code);
  check("READ_UPDATED_SAMPLING_MESSAGE", ReturnCode.NO_ACTION, input.readUpdated(message));
  check("READ_UPDATED_SAMPLING_MESSAGE", ReturnCode.INVALID_PARAM, nobody.readUpdated(message));
  check("READ_UPDATED_SAMPLING_MESSAGE", ReturnCode.INVALID_MODE, backwards.readUpdated(message));
  check("READ_SAMPLING_MESSAGE", ReturnCode.NO_ERROR, input.read(message));
  check("READ_SAMPLING_MESSAGE", ReturnCode.NO_ACTION, silent.read(message));
  checkThat("READ_SAMPLING_MESSAGE", "validity of nothing", !silent.valid);
  check("READ_SAMPLING_MESSAGE", ReturnCode.INVALID_PARAM, nobody.read(message));
  check("READ_SAMPLING_MESSAGE", ReturnCode.INVALID_MODE, backwards.read(message));
  check("GET_SAMPLING_PORT_STATUS", ReturnCode.NO_ERROR, input.status(status));
  checkThat("GET_SAMPLING_PORT_STATUS", "refresh", status.refreshNs == 40 * MILLISECOND && status.maxMessageSize == 12);
  check("GET_SAMPLING_PORT_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
  check("GET_SAMPLING_PORT_CURRENT_STATUS", ReturnCode.NO_ERROR, input.status(status));
  check("GET_SAMPLING_PORT_CURRENT_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
}

export function checkQueuing(): void {
  const message = new Message();
  const status = new QueuingStatus();
  const nobody = QueuingDestination.find<Message>("NOBODY");
  const noSource = QueuingSource.find<Message>("NOBODY");
  const bytes = QueuingSource.find<Uint8Array>("QUEUE-OUT");
  check("CREATE_QUEUING_PORT", ReturnCode.INVALID_MODE, QueuingSource.create<Message>("QUEUE-OUT", 2).code);
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.NOT_AVAILABLE, queueIn.receive(message, 0));
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.TIMED_OUT, queueIn.receive(message, MILLISECOND));
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.INVALID_PARAM, queueIn.receive(message, NEGATIVE));
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.INVALID_PARAM, nobody.receive(message, 0));
  const backwards = QueuingDestination.find<Message>("QUEUE-OUT");
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.INVALID_MODE, backwards.receive(message, 0));
  check("SEND_QUEUING_MESSAGE", ReturnCode.NO_ERROR, queueOut.send(numbered(3)));
  queueOut.send(numbered(4));
  check("SEND_QUEUING_MESSAGE", ReturnCode.NOT_AVAILABLE, queueOut.send(numbered(5), 0));
  check("SEND_QUEUING_MESSAGE", ReturnCode.TIMED_OUT, queueOut.send(numbered(5), MILLISECOND / 2));
  check("SEND_QUEUING_MESSAGE", ReturnCode.INVALID_PARAM, queueOut.send(numbered(5), NEGATIVE));
  check("SEND_QUEUING_MESSAGE", ReturnCode.INVALID_PARAM, noSource.send(numbered(5), 0));
  check("SEND_QUEUING_MESSAGE", ReturnCode.INVALID_PARAM, bytes.send(new Uint8Array(0), 0));
  check("SEND_QUEUING_MESSAGE", ReturnCode.INVALID_CONFIG, bytes.send(new Uint8Array(13), 0));
  const inwards = QueuingSource.find<Message>("QUEUE-IN");
  check("SEND_QUEUING_MESSAGE", ReturnCode.INVALID_MODE, inwards.send(numbered(5), 0));
  check("GET_QUEUING_PORT_STATUS", ReturnCode.NO_ERROR, queueOut.status(status));
  checkThat("GET_QUEUING_PORT_STATUS", "depth", status.maxMessages == 2 && status.maxMessageSize == 12);
  check("GET_QUEUING_PORT_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
  // The peer, which runs after this window, takes both, and answers the first with three messages, of which one finds no room.
  timedWait(80 * MILLISECOND);
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.NO_ERROR, lossless(message));
  check("CLEAR_QUEUING_PORT", ReturnCode.NO_ERROR, queueIn.clear());
  check("CLEAR_QUEUING_PORT", ReturnCode.INVALID_MODE, queueOut.clear());
  check("CLEAR_QUEUING_PORT", ReturnCode.INVALID_PARAM, nobody.clear());
}

/** The first of the two messages that came through, with what its loss of the third says. */
function lossless(message: Message): ReturnCode {
  const first = queueIn.receive(message, 0);
  if (first == ReturnCode.INVALID_CONFIG) {
    check("RECEIVE_QUEUING_MESSAGE", ReturnCode.INVALID_CONFIG, first);
    checkThat("RECEIVE_QUEUING_MESSAGE", "valid message beside the loss", queueIn.lost && queueIn.length == 12);
    return queueIn.receive(message, 0);
  }
  const second = queueIn.receive(message, 0);
  check("RECEIVE_QUEUING_MESSAGE", ReturnCode.INVALID_CONFIG, second);
  return first;
}
