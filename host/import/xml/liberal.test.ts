/** What real files have and the models have not: other spellings, other tools' elements, prefixes, what is left out. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../toolchain/directories.js";
import type { Imported } from "../importer.js";
import { systemText } from "../system-text.js";
import { importXml } from "./index.js";

const read = (text: string): Imported => importXml([{ path: "/module.xml", text }], "/");
const told = ({ warnings }: Imported): string[] =>
  warnings.map(({ line, code, message }) => `${line}: ${code} ${message}`);

test.each(["fuel", "cabin", "bus"])("what is made of the model %s", async (name) => {
  const folder = join(PACKAGE_ROOT, "tests", "import", "xml");
  const text = readFileSync(join(folder, `${name}.xml`), "utf8");
  const imported = importXml([{ path: join(folder, `${name}.xml`), text }], folder);
  const parts = [
    ["system.ts", systemText(imported.system, imported.heading)],
    ...imported.files.map((file) => [file.path, file.text]),
    ["warnings", `${told(imported).join("\n")}\n`],
  ];
  const whole = parts.map(([path, content]) => `==== ${path}\n${content}`).join("\n");
  await expect(whole).toMatchFileSnapshot(join(folder, `${name}.expected.txt`));
});

/** Two partitions and a schedule in the vocabulary of Supplement 2. */
const small = (inside = "", partitions = ""): string => `<ARINC_653_Module ModuleName="small">
  <Partition PartitionIdentifier="1" PartitionName="a">${partitions}</Partition>
  <Partition PartitionIdentifier="2" PartitionName="b"/>
  <Module_Schedule MajorFrameSeconds="0.02">
    <Partition_Schedule PartitionIdentifier="1" PeriodSeconds="0.02" PeriodDurationSeconds="0.005">
      <Window_Schedule WindowStartSeconds="0" WindowDurationSeconds="0.005" PartitionPeriodStart="true"/>
    </Partition_Schedule>
    <Partition_Schedule PartitionIdentifier="2" PeriodSeconds="0.02" PeriodDurationSeconds="0.01">
      <Window_Schedule WindowStartSeconds="0.01" WindowDurationSeconds="0.01" PartitionPeriodStart="true"/>
    </Partition_Schedule>
  </Module_Schedule>
${inside}
</ARINC_653_Module>`;

test("names in other cases and with or without underlines", () => {
  const other = small()
    .replaceAll("Partition_Schedule", "PartitionSchedule")
    .replaceAll("Window_Schedule", "WINDOW_SCHEDULE")
    .replaceAll("PartitionIdentifier", "partition_identifier")
    .replaceAll("ARINC_653_Module", "Arinc653_Module");
  expect(read(other).system).toEqual(read(small()).system);
  expect(told(read(other))).toEqual([]);
});

test("a pseudo partition is the host", () => {
  const port =
    '<Sampling_Port Name="OUT" Direction="SOURCE" MaxMessageSize="8"/><Queuing_Port Name="IN" Direction="DESTINATION" MaxMessageSize="8" MaxNbMessages="2"/>';
  const outside = '<Pseudo_Partition Name="bus" PhysicalAddress="0x1000" Procedure="send"/>';
  const table = `<Connection_Table>
    <Channel ChannelIdentifier="1"><Source><Standard_Partition PartitionIdentifier="1" PortName="OUT"/></Source><Destination>${outside}</Destination></Channel>
    <Channel ChannelIdentifier="2"><Source>${outside}</Source><Destination><Standard_Partition PartitionIdentifier="1" PortName="IN"/></Destination></Channel>
  </Connection_Table>`;
  const imported = read(small(table, port));
  expect(imported.system.channels).toEqual({
    "channel-1": { kind: "sampling", size: "8B", from: { partition: "a", port: "OUT" }, to: ["host"] },
    "channel-2": { kind: "queuing", size: "8B", depth: 2, from: "host", to: { partition: "a", port: "IN" } },
  });
  expect(told(imported)).toEqual([]);
});

const processes = (attributes: string): string =>
  `<Process Name="one" PeriodSeconds="0.02" ${attributes}/><Process Name="two" BasePriority="7"/>`;

test("processes are a table where each has a priority", () => {
  const { system, files, heading } = read(small("", processes('BasePriority="9" Deadline="SOFT"')));
  expect(system.partitions.a?.processes).toEqual({
    one: { period: "20ms", deadlineType: "soft", priority: 9 },
    two: { priority: 7 },
  });
  expect(files[0]!.text).toMatch(/ {4}\.BASE_PRIORITY = 9,\n.*\n {4}\.DEADLINE = SOFT,/);
  expect(files[0]!.text).toMatch(/ {4}\.BASE_PRIORITY = 7,\n.*\n {4}\.DEADLINE = SOFT,/);
  expect(heading.join(" ")).toContain("creates these and no others");
});

test("processes without a priority are no table", () => {
  const imported = read(small("", processes("")));
  expect(imported.system.partitions.a?.processes).toBeUndefined();
  expect(imported.files[0]!.text).toContain(".BASE_PRIORITY = 10,");
  expect(imported.heading.join(" ")).not.toContain("table");
  expect(told(imported)).toEqual(['2: BH1352 "one" has no priority: 10 was taken']);
});

test("a file that says how many processes there may be says that others may come", () => {
  const text = small("", processes('BasePriority="9"'))
    .replace("<ARINC_653_Module", '<ARINC_653_Module xmlns:b="urn:bulkhead:system:1"')
    .replace('PartitionName="a"', 'PartitionName="a" b:Processes="40"');
  const imported = read(text);
  expect(imported.system.partitions.a?.processes).toBe(40);
  expect(told(imported)).toEqual([]);
});

test("a delayed start is one in the program, too", () => {
  const text = small("", processes('BasePriority="9" b:Delay="5000000"'));
  const { system, files } = read(
    text.replace("<ARINC_653_Module", '<ARINC_653_Module xmlns:b="urn:bulkhead:system:1"'),
  );
  expect(system.partitions.a?.processes).toMatchObject({ one: { delay: "5ms" } });
  expect(files[0]!.text).toContain("DELAYED_START(process, delay, &code);");
  expect(files[0]!.text.match(/}, \d+\);/g)).toEqual(["}, 5000000);", "}, 0);"]);
});

test("elements and attributes of other tools are left out, each kind once", () => {
  const theirs = `<t:module_ext xmlns:t="ModExt" ticks="200"><t:deep/></t:module_ext>
  <PartitionConfiguration/><PartitionConfiguration/>`;
  expect(told(read(small(theirs, "<Libs>X</Libs>")))).toEqual([
    "2: BH1350 <Libs> has no counterpart in a system file and was left out",
    "12: BH1350 <module_ext> has no counterpart in a system file and was left out",
    "13: BH1350 <PartitionConfiguration> has no counterpart in a system file and was left out (2 times)",
  ]);
});

test("empty and repeated tables", () => {
  const tables = `<System_HM_Table/><Module_HM_Table></Module_HM_Table><Partition_HM_Table PartitionIdentifier="1"/>
  <Connection_Table/><Connection_Table></Connection_Table><Partition_Memory PartitionIdentifier="2"/>`;
  const imported = read(small(tables));
  expect(imported.system).toEqual(read(small()).system);
  expect(told(imported)).toEqual([]);
});

test("shared memory is a memory block", () => {
  const shared = `<SharedMemory Id="1" Name="frames" Size="0x2000" Unit="0x1000">
    <PartitionAccess PartitionIdentifier="1" Permissions="RW"/><PartitionAccess PartitionIdentifier="2" Permissions="R"/>
  </SharedMemory>`;
  expect(read(small(shared)).system.memoryBlocks).toEqual({
    frames: { size: "8KiB", access: { a: "read-write", b: "read" } },
  });
});

test("names that a system file does not take are cleaned, and references still find them", () => {
  const text = small()
    .replaceAll('PartitionIdentifier="1"', 'PartitionName="flight control (left)"')
    .replace(' PartitionName="a"', "");
  const imported = read(text);
  expect(Object.keys(imported.system.partitions)).toEqual(["flight-control-left", "b"]);
  expect(told(imported)).toEqual([
    '2: BH1351 the partition "flight control (left)" is called "flight-control-left" in the system file',
  ]);
  expect(imported.files.map(({ path }) => path)).toEqual(["partitions/flight-control-left.c", "partitions/b.c"]);
});

test("names that are numbers keep the order of the partitions", () => {
  const text = small()
    .replace('PartitionName="a"', 'PartitionName="7"')
    .replace('PartitionName="b"', 'PartitionName="3"');
  expect(Object.keys(read(text).system.partitions)).toEqual(["partition-7", "partition-3"]);
});

const later = (schedule: string, inside = ""): string => `<MODULE Name="later">
  <Partitions>
    <Partition Name="a" Identifier="1" Period="10000000" Duration="2000000"/>
    <Partition Name="b" Identifier="2" Period="20000000" Duration="3000000"/>
  </Partitions>
  ${schedule}
${inside}
</MODULE>`;

const window = (partition: string, offset: number, duration: number, more = ""): string =>
  `<PartitionTimeWindow PartitionNameRef="${partition}" Offset="${offset}000000" Duration="${duration}000000" ${more}/>`;

test("windows that repeat, and a major frame that follows from the periods", () => {
  const repeat = 'RepeatWindowAtNanosecondInterval="PartitionPeriod" InhibitEarlyCompletion="false"';
  const imported = read(
    later(`<Schedules><Schedule MajorFrameLength="Automatic">
    ${window("a", 0, 2, repeat)}${window("b", 5, 3)}</Schedule></Schedules>`),
  );
  expect(imported.system.schedule).toEqual({
    frame: "20ms",
    windows: [
      { partition: "a", duration: "2ms" },
      { partition: "b", offset: "5ms", duration: "3ms" },
      { partition: "a", offset: "10ms", duration: "2ms" },
    ],
  });
});

test("health tables that nothing binds are taken in the order of the partitions, with a warning", () => {
  const tables = `<HealthMonitoring>
    <SystemErrors><SystemError ErrorIdentifier="9" Description="accessViolation"/></SystemErrors>
    <PartitionHM TableName="Unique 1"><ErrorAction ErrorIdentifierRef="9" ErrorLevel="PARTITION" PartitionRecoveryAction="COLD_START"/></PartitionHM>
    <PartitionHM TableName="Unique 2"/>
  </HealthMonitoring>`;
  const schedule = `<Schedules MajorFrame="20000000">${window("a", 0, 2)}${window("b", 5, 3)}${window("a", 10, 2)}</Schedules>`;
  const imported = read(later(schedule, tables));
  expect(imported.system.partitions.a?.health).toEqual({ memoryViolation: { action: "restart", level: "partition" } });
  expect(told(imported)).toEqual([
    "9: BH1352 no table says whose it is: they were taken to be in the order of the partitions",
  ]);
});

test("a fault that cannot be ignored is not ignored", () => {
  const tables = `<System_HM_Table><System_State_Entry SystemState="4" Description="process execution">
    <Error_ID_Level ErrorIdentifier="1" ErrorLevel="PARTITION" ErrorCode="MEMORY_VIOLATION"/>
    <Error_ID_Level ErrorIdentifier="2" ErrorLevel="MODULE" ErrorCode="NUMERIC_ERROR"/></System_State_Entry></System_HM_Table>
  <Module_HM_Table><System_State_Entry SystemState="4"><Error_ID_Action ErrorIdentifier="2" Action="IGNORE"/></System_State_Entry></Module_HM_Table>
  <Partition_HM_Table PartitionIdentifier="1"><System_State_Entry SystemState="4">
    <Error_ID_Action ErrorIdentifier="1" Action="IGNORE"/></System_State_Entry></Partition_HM_Table>`;
  expect(told(read(small(tables)))).toEqual([
    '15: BH1351 "numericError" would come again for ever if it were ignored: it was read as SHUTDOWN',
    '17: BH1351 "memoryViolation" would come again for ever if it were ignored: it was read as IDLE',
  ]);
});

test("a code of the standard stands for all that x86 tells apart, but for what has an identifier of its own", () => {
  const tables = `<System_HM_Table><System_State_Entry SystemState="1" Description="process execution">
    <Error_ID_Level ErrorIdentifier="1" ErrorLevel="PARTITION" ErrorCode="ILLEGAL_REQUEST"/>
    <Error_ID_Level ErrorIdentifier="2" ErrorLevel="PROCESS" ErrorCode="ILLEGAL_REQUEST" Description="breakpoint"/>
  </System_State_Entry></System_HM_Table>`;
  expect(read(small(tables)).system.partitions.a?.health).toEqual({
    illegalRequest: { level: "partition" },
    illegalInstruction: { level: "partition" },
    privilegedInstruction: { level: "partition" },
  });
});

test("a part of the module in another file is a fault", () => {
  const include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="other.xml"/>';
  expect(() => read(small(include))).toThrow("BH1302: a part of the module is in another file");
});
