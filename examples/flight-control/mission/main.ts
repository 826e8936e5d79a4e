/**
 * Mission. PLAN sends the commands of the flight; EVENTS waits at the queue of what control tells, and asks for the module
 * schedule of the landing; REPORT waits until the aircraft is on the ground, and prints the module's health log.
 */
import {
  aperiodic,
  ERROR_DEADLINE_MISSED,
  ERROR_NUMERIC_ERROR,
  Event,
  HEALTH_MESSAGE,
  HealthRecord,
  healthMessage,
  INFINITE,
  ModuleSchedule,
  OperatingMode,
  periodic,
  QueuingDestination,
  QueuingSource,
  ReturnCode,
  readHealth,
  setPartitionMode,
  Value,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { Command, CommandKind, EventKind, FlightEvent, QUEUE_DEPTH } from "../shared/messages";
import { tenths } from "../shared/tenths";

/** The partitions, as the system file has them. */
const PARTITIONS = ["sensors", "control", "actuators", "mission"];

const commandsPort = QueuingSource.create<Command>("COMMANDS", QUEUE_DEPTH);
const eventsPort = QueuingDestination.create<FlightEvent>("EVENTS", QUEUE_DEPTH);
const landed = Event.create("LANDED");
const command = new Command();
let halfSeconds: u32 = 0;

function send(kind: CommandKind, value: f32, text: string): void {
  command.kind = kind;
  command.value = value;
  const code = commandsPort.send(command, 0);
  console.log(`${text}${code == ReturnCode.NO_ERROR ? "" : ": refused"}`);
}

periodic({ name: "PLAN", period: 500 * MILLISECOND, capacity: INFINITE, priority: 20, stack: 0 }, () => {
  halfSeconds += 1;
  if (halfSeconds == 1) send(CommandKind.HOLD, 22, "climb to 22 m");
  if (halfSeconds == 3) send(CommandKind.TRIM, 0, "trim anew, from a first guess of 0");
  if (halfSeconds == 6) send(CommandKind.LAND, 0, "land");
});

aperiodic({ name: "EVENTS", priority: 30, stack: 0 }, () => {
  const event = new FlightEvent();
  const landing = ModuleSchedule.find("landing");
  while (eventsPort.receive(event) == ReturnCode.NO_ERROR) {
    if (event.kind == EventKind.LOW) {
      const code = landing.set();
      const answer = code == ReturnCode.NO_ERROR ? "from the next frame on" : "refused";
      console.log(`low, at ${tenths(event.value)} m: schedule "landing" ${answer}`);
    }
    if (event.kind == EventKind.TOUCHDOWN) {
      console.log(`touchdown, at ${tenths(event.value)} m/s`);
      landed.set();
    }
  }
});

function errorText(error: u32): string {
  if (error == ERROR_DEADLINE_MISSED) return "deadline missed";
  return error == ERROR_NUMERIC_ERROR ? "numeric error" : `error ${error}`;
}

aperiodic({ name: "REPORT", priority: 10, stack: 0 }, () => {
  landed.wait();
  const record = new HealthRecord();
  const written = new Value();
  for (let number: u32 = 1; readHealth(number, record, written) == ReturnCode.NO_ERROR; number++) {
    const what = record.kind == HEALTH_MESSAGE ? `"${healthMessage(record)}"` : errorText(record.error);
    console.log(`health log, ${number} of ${written.value}: ${PARTITIONS[record.partition]}, ${what}`);
  }
});

setPartitionMode(OperatingMode.NORMAL);
