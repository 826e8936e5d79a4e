/** What is wrong in a module, and where: each change of a good one is told of at its line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, type Fault } from "../../config/fault.js";
import { PACKAGE_ROOT } from "../../toolchain/directories.js";
import { importXml } from "./index.js";

const model = (name: string): string =>
  readFileSync(join(PACKAGE_ROOT, "tests", "import", "xml", `${name}.xml`), "utf8");
const MODELS = { fuel: model("fuel"), cabin: model("cabin"), bus: model("bus") };

function faultsOf(text: string): readonly Fault[] {
  try {
    importXml([{ path: "/module.xml", text }], "/");
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const shown = ({ code, message, remedy }: Fault): string => `${code} ${message}${remedy ? ` [${remedy}]` : ""}`;

/** Replaces the first `from`, and says in which line it was. */
function changed(text: string, from: string, to: string): { text: string; line: number } {
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`the model has no ${from}`);
  return {
    text: text.slice(0, at) + to + text.slice(at + from.length),
    line: text.slice(0, at).split("\n").length,
  };
}

test("the models have no faults", () => {
  expect(faultsOf(MODELS.fuel)).toEqual([]);
  expect(faultsOf(MODELS.cabin)).toEqual([]);
  expect(faultsOf(MODELS.bus)).toEqual([]);
});

/** A change of a model, and the fault: in the line of the change, or in that of `line`. */
type Case = readonly [model: keyof typeof MODELS, from: string, to: string, fault: string, line?: number];

const CASES: readonly Case[] = [
  // References.
  [
    "fuel",
    'PartitionName="pump" PortName',
    'PartitionName="pmup" PortName',
    'BH1320 there is no partition "pmup" [did you mean "pump"?]',
  ],
  [
    "fuel",
    'PartitionIdentifier="3" PeriodSeconds',
    'PartitionIdentifier="4" PeriodSeconds',
    "BH1320 there is no partition of the identifier 4 [the partitions are gauges, panel, pump]",
  ],
  [
    "fuel",
    'PartitionIdentifier="2" PartitionName="panel" PortName',
    'PartitionIdentifier="1" PartitionName="panel" PortName',
    'BH1314 the partition "panel" has not the identifier 1: "gauges" has it [it has 2: correct one of the two]',
  ],
  [
    "fuel",
    '<Partition_HM_Table PartitionIdentifier="2" PartitionName="panel"/>',
    '<Partition_HM_Table PartitionIdentifier="1"/>',
    'BH1313 the partition "gauges" has a health monitoring table already [put both into one]',
  ],
  [
    "cabin",
    'PartitionNameRef="lights" Offset',
    'PartitionNameRef="light" Offset',
    'BH1320 there is no partition "light" [did you mean "lights"?]',
  ],
  [
    "cabin",
    'PartitionHMTableNameRef="doors\' errors"',
    'PartitionHMTableNameRef="doors"',
    'BH1340 there is no health monitoring table "doors" [the tables are doors\' errors, lights HM table, log HM table]',
  ],
  [
    "cabin",
    'TableNameRef="cabin"',
    'TableNameRef="kabine"',
    'BH1340 there is no MultiPartitionHM table "kabine" [did you mean "cabin"?]',
  ],
  // Names and identifiers.
  [
    "fuel",
    'PartitionName="panel" Crit',
    'PartitionName="gauges" Crit',
    'BH1313 a partition "gauges" is there already, in line 27 [rename one of the two, or take it out]',
  ],
  [
    "fuel",
    'PartitionIdentifier="0x3"',
    'PartitionIdentifier="0x2"',
    'BH1313 the partition identifier "2" is there already, in line 32 [rename one of the two, or take it out]',
  ],
  [
    "fuel",
    'Name="COMMANDS" Direction="SOURCE"',
    'Name="LEVELS_IN" Direction="SOURCE"',
    'BH1313 a port of "panel" "LEVELS_IN" is there already, in line 33 [rename one of the two, or take it out]',
  ],
  [
    "fuel",
    'ScheduleName="refuelling"',
    'ScheduleName="cruise"',
    'BH1313 a schedule "cruise" is there already, in line 44 [rename one of the two, or take it out]',
  ],
  [
    "fuel",
    'InitialModuleSchedule="false"',
    'InitialModuleSchedule="true"',
    'BH1313 a second schedule that is the initial one [InitialModuleSchedule="false"]',
  ],
  [
    "cabin",
    'Id="2" Name="events"',
    'Id="1" Name="events"',
    'BH1313 the channel identifier "1" is there already, in line 62 [rename one of the two, or take it out]',
  ],
  // Time.
  [
    "cabin",
    'Offset="60000000"',
    'Offset="30000000"',
    "BH1321 the window starts at 30ms, before the one of line 39, which starts at 40ms [write the windows in the order of time, or correct the offset]",
  ],
  [
    "fuel",
    'WindowStartSeconds="0.05"',
    'WindowStartSeconds="-1"',
    'BH1311 WindowStartSeconds="-1" is not a time, in seconds [write a time, in seconds]',
  ],
  [
    "fuel",
    'WindowStartSeconds="0.07"',
    'WindowStartSeconds="0.055"',
    'BH1041 the window starts at 55ms; schedules.cruise.windows[2] ("gauges") ends at 60ms [offset: "60ms", or shorten the other to "5ms"]',
  ],
  [
    "fuel",
    'PeriodSeconds="0.05" PeriodDurationSeconds="0.02"',
    'PeriodSeconds="0.1" PeriodDurationSeconds="0.02"',
    'BH1322 "gauges" has a period of 100ms here and of 50ms in line 45 [a partition has one period, in all schedules: one that divides each of their major frames]',
  ],
  [
    "fuel",
    'PeriodSeconds="0.100" PeriodDurationSeconds="0.02"',
    'PeriodSeconds="0.100" PeriodDurationSeconds="0.2"',
    'BH1324 the windows of "panel" come to 20ms in one of its periods here, not to 200ms [longer windows, or another duration]',
  ],
  [
    "fuel",
    'PeriodSeconds="0.1" TimeCapacitySeconds="0.05" BasePriority="20"',
    'PeriodSeconds="0.07" TimeCapacitySeconds="0.05" BasePriority="20"',
    "BH1341 \"gauge-left\" has a period of 70ms, which is no multiple of the partition's 50ms [100ms, or another partition's period]",
  ],
  ["fuel", 'BasePriority="5"', 'BasePriority="240"', 'BH1341 "pump" has a priority of 240: 1 to 239 are possible'],
  [
    "cabin",
    'Period="40000000" Duration',
    'Period="40" Duration',
    'BH1322 "doors" has a period of 40ns in a major frame of 65ms [times are seconds in Supplement 2, nanoseconds since]',
  ],
  // Channels.
  ["fuel", 'PortName="LEVELS"/>', 'PortName="LEVEL"/>', 'BH1330 "gauges" has no port "LEVEL" [did you mean "LEVELS"?]'],
  [
    "fuel",
    'Name="COMMANDS" Direction="DESTINATION"',
    'Name="COMMANDS" Direction="SOURCE"',
    'BH1331 the port "COMMANDS" of "pump" is a SOURCE by line 37, and the channel\'s destination [turn the channel around, or correct the port\'s Direction]',
    87,
  ],
  [
    "fuel",
    'MaxMessageSize="16" RefreshRateSeconds="0.25"',
    'MaxMessageSize="17" RefreshRateSeconds="0.25"',
    'BH1333 messages of 17B; at the channel\'s other end, line 28, of 16B [MaxMessageSize="16" at both]',
  ],
  [
    "fuel",
    '<Queuing_Port Name="COMMANDS" Direction="DESTINATION" MaxMessageSize="32" MaxNbMessages="4"/>',
    '<Sampling_Port Name="COMMANDS" Direction="DESTINATION" MaxMessageSize="32" RefreshRateSeconds="1"/>',
    "BH1332 a sampling port at a channel whose other end, of line 34, is a queuing port [both ends are of one kind]",
    87,
  ],
  [
    "cabin",
    '<a:Source PartitionNameRef="doors" PortNameRef="EVENTS"/>',
    '<a:Source PartitionNameRef="doors" PortNameRef="DOORS"/>',
    'BH1335 the port "DOORS" of "doors" belongs to the channel of line 63 already [a port has one channel: add a port]',
  ],
  [
    "cabin",
    '<a:Destination PartitionNameRef="log" PortNameRef="EVENTS"/>',
    "",
    "BH1334 the channel has no destination [a channel has at least one]",
    67,
  ],
  [
    "cabin",
    '<a:Source PartitionNameRef="doors" PortNameRef="EVENTS"/>',
    "",
    "BH1334 the channel has no source [a channel has one]",
    67,
  ],
  [
    "fuel",
    'MaxMessageSize="16" RefreshRateSeconds="0.1"',
    'MaxMessageSize="8193" RefreshRateSeconds="0.1"',
    'BH1333 messages of 16B; at the channel\'s other end, line 28, of 8193B [MaxMessageSize="8193" at both]',
    33,
  ],
  // Values.
  [
    "fuel",
    'Direction="SOURCE" MaxMessageSize="16"',
    'Direction="SUORCE" MaxMessageSize="16"',
    'BH1311 Direction="SUORCE" is not "SOURCE" or "DESTINATION" [did you mean "SOURCE"?]',
  ],
  ["fuel", 'MaxNbMessages="4"', "", 'BH1310 <Queuing_Port> has no MaxNbMessages [add MaxNbMessages="..."]'],
  [
    "fuel",
    'ErrorLevel="PROCESS" ErrorCode="NUMERIC_ERROR"',
    'ErrorLevel="PROCES" ErrorCode="NUMERIC_ERROR"',
    'BH1311 ErrorLevel="PROCES" is not "PROCESS", "PARTITION" or "MODULE" [did you mean "PROCESS"?]',
  ],
  [
    "fuel",
    '" Action="WARM_START"',
    '" Action="RESTART"',
    'BH1311 Action="RESTART" is not "IGNORE", "IDLE", "WARM_START" or "COLD_START" [write "IGNORE", "IDLE", "WARM_START" or "COLD_START"]',
  ],
  [
    "cabin",
    'PeriodicProcessingStart="true"',
    'PeriodicProcessingStart="perhaps"',
    'BH1311 PeriodicProcessingStart="perhaps" is not "true" or "false" [write "true" or "false"]',
  ],
];

for (const [name, from, to, fault, elsewhere] of CASES)
  test(`${name}: ${from} -> ${to}`, () => {
    const { text, line } = changed(MODELS[name], from, to);
    const faults = faultsOf(text);
    expect(faults.map((each) => `${each.line}: ${shown(each)}`)).toContainEqual(`${elsewhere ?? line}: ${fault}`);
    for (const each of faults) {
      expect(each.file).toBe("/module.xml");
      expect(each.frame).toContain(`> ${each.line} |`);
    }
  });

/** What a table of processes would say again is told once. */
test.each([
  ['BasePriority="40"', 'BasePriority="0"', 'BH1341 "poll" has a priority of 0: 1 to 239 are possible'],
  [
    'PeriodSeconds="0.02" TimeCapacitySeconds="0.02"',
    'PeriodSeconds="0.02" TimeCapacitySeconds="0.03"',
    'BH1341 "poll" has a time capacity of 30ms in a period of 20ms [20ms at most]',
  ],
  [
    'Name="poll"',
    'Name="po ll"',
    'BH1341 "po ll" is no name for a process: 32 printable characters at most, without a blank',
  ],
  [
    'Name="log"',
    'Name="poll"',
    'BH1313 a process of "gateway" "poll" is there already, in line 8 [rename one of the two, or take it out]',
  ],
])("a fault of a process: %s -> %s", (from, to, fault) => {
  expect(faultsOf(changed(MODELS.bus, from, to).text).map(shown)).toEqual([fault]);
});

test("what only a table of processes has is judged at its place", () => {
  const ours = MODELS.bus.replace("<ARINC_653_Module", '<ARINC_653_Module xmlns:b="urn:bulkhead:system:1"');
  const faults = (attributes: string): string[] => {
    const { text, line } = changed(ours, 'BasePriority="30"', `BasePriority="30"\n${attributes}`);
    return faultsOf(text).map((fault) => `${fault.line === line + 1 ? "there" : fault.line}: ${fault.code}`);
  };
  expect(faults('b:Delay="3000000" b:WorstCase="1000"')).toEqual([]);
  expect(faults('b:WorstCase="31000000"')).toEqual(["there: BH1088"]);
  expect(faults('b:Interarrival="1000000"')).toEqual(["there: BH1089"]);
  expect(faults('b:Delay="40000000"')).toEqual(["there: BH1089"]);
  expect(faults('b:Delay="soon"')).toEqual(["there: BH1311"]);
});

test("periodic processes need a window that starts periodic processing", () => {
  const text = MODELS.bus.replace('PartitionPeriodStart="true"', 'PartitionPeriodStart="false"');
  expect(faultsOf(text).map((fault) => `${fault.line}: ${shown(fault)}`)).toEqual([
    '8: BH1341 "poll" would never be released: no window of "gateway" starts periodic processing ' +
      '[PartitionPeriodStart="true", or PeriodicProcessingStart since Supplement 3, at one of them]',
  ]);
  // Without a word of it, the first window in each period is.
  expect(faultsOf(MODELS.bus.replace(' PartitionPeriodStart="true"', ""))).toEqual([]);
});

test("a channel that goes from a pseudo partition to another one", () => {
  const { text, line } = changed(
    MODELS.bus,
    '<Source><Standard_Partition PartitionIdentifier="1" PartitionName="gateway" PortName="SPEED"/></Source>',
    '<Source><Pseudo_Partition Name="bus"/></Source>',
  );
  const faults = faultsOf(text).map((fault) => `${fault.line}: ${shown(fault)}`);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(`${line + 1}: `);
  expect(faults[0]).toContain("the channel goes from the host to the host, which has its messages already");
});

test("all faults at once, in the order of the file", () => {
  let { text } = changed(MODELS.fuel, 'Direction="SOURCE" MaxMessageSize="16"', 'Direction="" MaxMessageSize="16"');
  ({ text } = changed(text, 'MaxNbMessages="4"', 'MaxNbMessages="many"'));
  ({ text } = changed(text, 'PortName="LEVELS_IN"', 'PortName="LEVELS-IN"'));
  ({ text } = changed(text, 'WindowStartSeconds="0.07"', 'WindowStartSeconds="0.055"'));
  expect(faultsOf(text).map(({ code, line }) => `${line} ${code}`)).toEqual([
    "28 BH1310",
    "34 BH1311",
    "53 BH1041",
    "83 BH1330",
  ]);
});

test("another language's root is refused by its name", () => {
  const refused = (text: string): string => shown(faultsOf(text)[0]!);
  const xtratum = '<SystemDescription xmlns="http://www.xtratum.org/xm-3.x" version="1.0.0" name="x"/>';
  expect(refused(xtratum)).toMatch(/^BH1303 <SystemDescription> is XtratuM's XM_CF, not ARINC 653 XML \[/);
  expect(refused("<XM_CF/>")).toContain("XtratuM's XM_CF");
  expect(refused("<CHPOK-configuration/>")).toContain("POK's or JetOS's own configuration");
  expect(refused('<VMIT xmlns="http://www.sysgo.com/x"/>')).toContain("PikeOS's own configuration");
  expect(refused("<aadl2:SystemInstance/>")).toContain("bulkhead import model.aadl");
  expect(refused("<project/>")).toContain("<project> is no ARINC 653 module [the root is <ARINC_653_Module>");
});

test("a module needs partitions and a schedule", () => {
  expect(faultsOf("<ARINC_653_Module/>").map(shown)).toEqual([
    "BH1312 the module has no partition [add a <Partition>]",
    "BH1312 the module has no schedule: nothing would run [add a schedule with its windows]",
  ]);
});

test("one module at a time", () => {
  const file = (path: string) => ({ path, text: MODELS.fuel });
  expect(() => importXml([file("/a.xml"), file("/b.xml")], "/")).toThrow("BH1304: a second module");
});
