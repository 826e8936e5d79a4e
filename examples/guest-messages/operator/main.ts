/** Native: PLAN commands the gateway and changes the schedule, READ takes a report in every second frame, and no more. */
import {
  aperiodic,
  INFINITE,
  ModuleSchedule,
  OperatingMode,
  periodic,
  QueuingDestination,
  QueuingSource,
  ReturnCode,
  setPartitionMode,
  timedWait,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";

const PAUSE: u32 = 1;
const RESUME: u32 = 2;
const DEPTH: u32 = 2;

class Command {
  order: u32 = 0;
}

class Report {
  alarm: u32 = 0;
  temperatureTenths: i32 = 0;
}

const commands = QueuingSource.create<Command>("COMMANDS", DEPTH);
const reports = QueuingDestination.create<Report>("REPORTS", DEPTH);
const command = new Command();
let frame = 0;

function send(order: u32): void {
  command.order = order;
  commands.send(command, 0);
}

periodic({ name: "PLAN", period: 20 * MILLISECOND, capacity: INFINITE, priority: 20, stack: 0 }, () => {
  frame += 1;
  if (frame == 9) send(PAUSE);
  if (frame == 15) send(RESUME);
  if (frame == 17) ModuleSchedule.find("night").set();
});

aperiodic({ name: "READ", priority: 10, stack: 0 }, () => {
  const report = new Report();
  while (reports.receive(report) == ReturnCode.NO_ERROR) {
    console.log(
      `report of alarm ${report.alarm}: ${report.temperatureTenths / 10}.${report.temperatureTenths % 10} degrees`,
    );
    timedWait(30 * MILLISECOND);
  }
});

setPartitionMode(OperatingMode.NORMAL);
