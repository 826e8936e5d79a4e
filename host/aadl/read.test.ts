import { expect, test } from "vitest";
import { dump } from "./dump.js";
import { readModel } from "./read.js";
import { filesOf, modelOf } from "./reading.js";

const SOFTWARE = `-- A sensor, a display, and the types between them.
package Cockpit_Software
public
  with Data_Model, Base_Types;

  data Attitude
  end Attitude;
  data implementation Attitude.i
  subcomponents
    pitch: data Base_Types::Float_32;
    roll:  data Base_Types::Float_32;
    raw:   data Base_Types::Unsigned_16 [4];
  properties
    Data_Model::Data_Representation => Struct;
  end Attitude.i;

  subprogram Sample
  features
    reading: out parameter Attitude.i;
  properties
    Source_Language => (C);
    Source_Text => ("sensor.c", "sensor.h");
    Source_Name => "sensor_sample";
  end Sample;

  subprogram Draw
  features
    picture: in parameter Attitude.i;
  properties
    Source_Language => C;
    Source_Text => ("display.c");
    Source_Name => "display_draw";
  end Draw;

  thread Periodic_Thread
  properties
    Dispatch_Protocol => Periodic;
    Period => 20 ms;
    Compute_Execution_Time => 1 ms .. 2 ms;
    ARINC653::HM_Errors => (Deadline_Miss, Numeric_Error);
    ARINC653::HM_Process_Recovery_Actions => (Process_Restart, Cold_Restart);
  end Periodic_Thread;

  thread Sampler extends Periodic_Thread
  features
    sampled: out data port Attitude.i;
  end Sampler;
  thread implementation Sampler.i
  calls
    main: { sample: subprogram Sample; };
  connections
    parameter sample.reading -> sampled;
  end Sampler.i;

  thread Drawer extends Periodic_Thread
  features
    drawn: in data port Attitude.i;
  properties
    Deadline => 15 ms;
  end Drawer;
  thread implementation Drawer.i
  calls
    main: { draw: subprogram Draw; };
  connections
    parameter drawn -> draw.picture;
  end Drawer.i;

  process Sensor
  features
    attitude: out data port Attitude.i;
  end Sensor;
  process implementation Sensor.i
  subcomponents
    sampler: thread Sampler.i { Priority => 5; };
  connections
    out_attitude: port sampler.sampled -> attitude;
  end Sensor.i;

  process Display
  features
    attitude: in data port Attitude.i { ARINC653::Sampling_Refresh_Period => 50 ms; };
  end Display;
  process implementation Display.i
  subcomponents
    drawer: thread Drawer.i;
  connections
    in_attitude: port attitude -> drawer.drawn;
  end Display.i;
end Cockpit_Software;
`;

const SYSTEM = `package Cockpit
public
  with ARINC653, POK, Bulkhead, Cockpit_Software;

  virtual processor Partition
  properties
    POK::Scheduler => RR;
  end Partition;

  processor Module
  end Module;
  processor implementation Module.i
  subcomponents
    sensor_partition: virtual processor Partition;
    display_partition: virtual processor Partition { ARINC653::DAL => LEVEL_C; };
  properties
    ARINC653::Module_Major_Frame => 20 ms;
    ARINC653::Module_Schedule => (
      [Partition => reference (sensor_partition); Duration => 5 ms; Periodic_Processing_Start => true;],
      [Partition => reference (display_partition); Duration => 15 ms; Periodic_Processing_Start => true;]);
  end Module.i;

  memory Segment
  properties
    Memory_Size => 256 KByte;
  end Segment;
  memory RAM
  end RAM;
  memory implementation RAM.i
  subcomponents
    segment: memory Segment [2];
  end RAM.i;

  system Cockpit
  end Cockpit;
  system implementation Cockpit.i
  subcomponents
    module: processor Module.i;
    ram: memory RAM.i;
    sensor: process Cockpit_Software::Sensor.i;
    display: process Cockpit_Software::Display.i { Bulkhead::Console => true; };
  connections
    attitude: port sensor.attitude -> display.attitude;
  properties
    Actual_Processor_Binding => (reference (module.sensor_partition)) applies to sensor;
    Actual_Processor_Binding => (reference (module.display_partition)) applies to display;
    Actual_Memory_Binding => (reference (ram.segment[1])) applies to sensor;
    Actual_Memory_Binding => (reference (ram.segment[2])) applies to display;
    Memory_Size => 512 KByte applies to ram.segment[2];
    Period => 40 ms applies to display.drawer;
  end Cockpit.i;
end Cockpit;
`;

test("a whole model of two files, in either order", () => {
  const { root, warnings } = modelOf(SYSTEM, SOFTWARE);
  expect(dump(root)).toMatchInlineSnapshot(`
    "Cockpit: system Cockpit::Cockpit.i
      module: processor Cockpit::Module.i
        ARINC653::Module_Major_Frame => 20000000 ns
        ARINC653::Module_Schedule => ([partition => reference module.sensor_partition; duration => 5000000 ns; periodic_processing_start => true;], [partition => reference module.display_partition; duration => 15000000 ns; periodic_processing_start => true;])
        sensor_partition: virtual processor Cockpit::Partition
          POK::Scheduler => rr
        display_partition: virtual processor Cockpit::Partition
          ARINC653::DAL => level_c
          POK::Scheduler => rr
      ram: memory Cockpit::RAM.i
        segment[1]: memory Cockpit::Segment
          Memory_Properties::Memory_Size => 256000 bytes
        segment[2]: memory Cockpit::Segment
          Memory_Properties::Memory_Size => 512000 bytes
      sensor: process Cockpit_Software::Sensor.i
        Deployment_Properties::Actual_Processor_Binding => (reference module.sensor_partition)
        Deployment_Properties::Actual_Memory_Binding => (reference ram.segment[1])
        feature attitude: out data port Cockpit_Software::Attitude.i
        sampler: thread Cockpit_Software::Sampler.i
          Thread_Properties::Priority => 5
          Thread_Properties::Dispatch_Protocol => periodic
          Timing_Properties::Period => 20000000 ns
          Timing_Properties::Compute_Execution_Time => 1000000 ns .. 2000000 ns
          ARINC653::HM_Errors => (deadline_miss, numeric_error)
          ARINC653::HM_Process_Recovery_Actions => (process_restart, cold_restart)
          feature sampled: out data port Cockpit_Software::Attitude.i
          calls main: { sample: Cockpit_Software::Sample; }
          : parameter call sample.reading -> sampled
        out_attitude: port sampler.sampled -> attitude
      display: process Cockpit_Software::Display.i
        Deployment_Properties::Actual_Processor_Binding => (reference module.display_partition)
        Deployment_Properties::Actual_Memory_Binding => (reference ram.segment[2])
        Bulkhead::Console => true
        feature attitude: in data port Cockpit_Software::Attitude.i
          ARINC653::Sampling_Refresh_Period => 50000000 ns
        drawer: thread Cockpit_Software::Drawer.i
          Timing_Properties::Period => 40000000 ns
          Timing_Properties::Deadline => 15000000 ns
          Thread_Properties::Dispatch_Protocol => periodic
          Timing_Properties::Compute_Execution_Time => 1000000 ns .. 2000000 ns
          ARINC653::HM_Errors => (deadline_miss, numeric_error)
          ARINC653::HM_Process_Recovery_Actions => (process_restart, cold_restart)
          feature drawn: in data port Cockpit_Software::Attitude.i
          calls main: { draw: Cockpit_Software::Draw; }
          : parameter drawn -> call draw.picture
        in_attitude: port attitude -> drawer.drawn
      attitude: port sensor.attitude -> display.attitude"
  `);
  expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`[]`);
  expect(dump(modelOf(SOFTWARE, SYSTEM).root)).toBe(dump(root));
});

test("what the tree is for: from a port's type to its fields, from a connection to the features at its ends", () => {
  const { root } = modelOf(SYSTEM, SOFTWARE);
  const [connection] = root.connections;
  const [sensor, display] = root.components.filter(({ category }) => category === "process");
  expect(connection!.source.feature).toBe(sensor!.features[0]);
  expect(connection!.destination.feature).toBe(display!.features[0]);
  const type = sensor!.features[0]!.classifier!;
  expect(type.subcomponents.map(({ name, classifier, dimensions }) => [name, classifier.name, dimensions])).toEqual([
    ["pitch", "Base_Types::Float_32", undefined],
    ["roll", "Base_Types::Float_32", undefined],
    ["raw", "Base_Types::Unsigned_16", [4]],
  ]);
  const [sampler] = sensor!.components;
  const { subprogram } = sampler!.calls[0]!.calls[0]!;
  expect(sampler!.connections[0]!.source).toMatchObject({ of: "call", component: "sample" });
  expect(sampler!.connections[0]!.source.feature).toBe(subprogram.features[0]);
  expect(subprogram.properties.get("Source_Text")!.value).toMatchObject({
    values: [{ value: "sensor.c" }, { value: "sensor.h" }],
  });
  expect(sampler!.parent).toBe(sensor);
  expect(sampler!.place).toMatchObject({ file: "/model/2.aadl", line: 74 });
});

test("faults carry the lines around their place", () => {
  expect(() => readModel(filesOf(SYSTEM.replace("sensor.attitude", "sensor.altitude"), SOFTWARE))).toThrow(
    expect.objectContaining({
      faults: [expect.objectContaining({ code: "BH1406", frame: expect.stringContaining("> 43 |") })],
    }),
  );
});
