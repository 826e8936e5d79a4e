/**
 * Control. LAW samples the sensors and writes the demand, 20 times a second. COMMANDS waits at the queue of commands and
 * puts what they come to on a blackboard, where LAW looks; TELL prints what LAW hands it in a buffer, since printing takes
 * a time that LAW does not have.
 */
import {
  aperiodic,
  Blackboard,
  Buffer,
  createErrorHandler,
  ERROR_DEADLINE_MISSED,
  ErrorStatus,
  errorStatus,
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
import {
  AIR_DATA_REFRESH,
  AirData,
  ATTITUDE_REFRESH,
  Attitude,
  Command,
  CommandKind,
  Demand,
  EventKind,
  FlightEvent,
  HEIGHT_REFRESH,
  QUEUE_DEPTH,
  RadioHeight,
} from "../shared/messages";
import { tenths } from "../shared/tenths";
import { Law, Phase } from "./law";
import { findTrim } from "./trim";

const STEPS_PER_SECOND: u32 = 20;
const LOW_M: f32 = 12;

/** What the commands came to so far. */
class Orders {
  heldHeight: f32 = 20;
  trimGuess: f32 = 2;
  /** How often a trim was asked for. */
  trims: u32 = 1;
  land: bool = false;
}

/** What is printed each second. */
class Report {
  second: u32 = 0;
  phase: Phase = Phase.HOLD;
  byRadio: bool = false;
  heightM: f32 = 0;
  climbMps: f32 = 0;
  elevatorDeg: f32 = 0;
  thrustPercent: f32 = 0;
}

const attitudePort = SamplingDestination.create<Attitude>("ATTITUDE", ATTITUDE_REFRESH);
const airDataPort = SamplingDestination.create<AirData>("AIR-DATA", AIR_DATA_REFRESH);
const heightPort = SamplingDestination.create<RadioHeight>("HEIGHT", HEIGHT_REFRESH);
const demandPort = SamplingSource.create<Demand>("DEMAND");
const commandsPort = QueuingDestination.create<Command>("COMMANDS", QUEUE_DEPTH);
const eventsPort = QueuingSource.create<FlightEvent>("EVENTS", QUEUE_DEPTH);
const ordersBoard = Blackboard.create<Orders>("ORDERS");
const reports = Buffer.create<Report>("REPORTS", 4);

// All that LAW uses is made here, once: it allocates nothing.
const law = new Law();
const attitude = new Attitude();
const airData = new AirData();
const radioHeight = new RadioHeight();
const demand = new Demand();
const orders = new Orders();
const report = new Report();
const event = new FlightEvent();
let step: u32 = 0;
let trimsDone: u32 = 0;
let height: f32 = 0;
let isLow = false;

function tellMission(kind: EventKind, value: f32): void {
  event.kind = kind;
  event.value = value;
  eventsPort.send(event, 0);
}

function obey(): void {
  ordersBoard.read(orders, 0);
  law.heldHeight = orders.heldHeight;
  if (orders.land && law.phase == Phase.HOLD) law.phase = Phase.DESCENT;
  if (orders.trims == trimsDone) return;
  // Counted before: a trim that can't be found is not looked for again.
  trimsDone = orders.trims;
  law.trimPitch = findTrim(orders.trimGuess);
}

/** The phase, and what mission has to know of it. */
function advance(): void {
  const before = law.phase;
  if (heightPort.valid) law.advance(height);
  if (law.phase == Phase.GROUND && before != Phase.GROUND) tellMission(EventKind.TOUCHDOWN, airData.climbMps);
  if (isLow || law.phase != Phase.DESCENT || height > LOW_M) return;
  isLow = true;
  tellMission(EventKind.LOW, height);
}

function tellSecond(): void {
  report.second = step / STEPS_PER_SECOND;
  report.phase = law.phase;
  report.byRadio = heightPort.valid;
  report.heightM = height;
  report.climbMps = airData.climbMps;
  report.elevatorDeg = demand.elevatorDeg;
  report.thrustPercent = demand.thrustPercent;
  reports.send(report, 0);
}

const lawProcess = periodic(
  { name: "LAW", period: 50 * MILLISECOND, capacity: 6 * MILLISECOND, priority: 30, stack: 0 },
  () => {
    step += 1;
    obey();
    attitudePort.read(attitude);
    airDataPort.read(airData);
    heightPort.read(radioHeight);
    // A demand without measurements would be worse than none: the actuators know what to do without one.
    if (!attitudePort.valid || !airDataPort.valid) return;
    height = heightPort.valid ? radioHeight.heightM : airData.heightM;
    advance();
    law.demand(attitude, airData, height, demand);
    demandPort.write(demand);
    if (step % STEPS_PER_SECOND == 0) tellSecond();
  },
);

aperiodic({ name: "COMMANDS", priority: 20, stack: 0 }, () => {
  const command = new Command();
  const all = new Orders();
  ordersBoard.display(all);
  while (commandsPort.receive(command) == ReturnCode.NO_ERROR) {
    if (command.kind == CommandKind.HOLD) all.heldHeight = command.value;
    if (command.kind == CommandKind.TRIM) {
      all.trimGuess = command.value;
      all.trims += 1;
    }
    if (command.kind == CommandKind.LAND) all.land = true;
    ordersBoard.display(all);
  }
});

const PHASES = ["hold", "descent", "flare", "ground"];

aperiodic({ name: "TELL", priority: 10, stack: 0 }, () => {
  const told = new Report();
  while (reports.receive(told) == ReturnCode.NO_ERROR) {
    const flight = `${tenths(told.heightM)} m by ${told.byRadio ? "radio" : "air data"}, ${tenths(told.climbMps)} m/s`;
    const wanted = `elevator ${tenths(told.elevatorDeg)}, thrust ${i32(told.thrustPercent)} %`;
    console.log(`${told.second} s, ${PHASES[told.phase]}: ${flight}; ${wanted}`);
  }
});

const error = new ErrorStatus();
createErrorHandler(() => {
  while (errorStatus(error) == ReturnCode.NO_ERROR) {
    if (error.process != lawProcess.id || error.error != ERROR_DEADLINE_MISSED) continue;
    lawProcess.stop();
    const code = lawProcess.start();
    console.log(`LAW missed its deadline: ${code == ReturnCode.NO_ERROR ? "started anew" : "lost"}`);
  }
});

setPartitionMode(OperatingMode.NORMAL);
