/** What single properties of a model come to in the system file, and in the glue. */
import { describe, expect, test } from "vitest";
import { importedWith, type Replaced } from "./weather-model.js";

const RUNTIME = "    POK::Additional_Features => (libc_stdio, console);\n";
const SECOND = "    second : virtual processor Runtime.i;\n";
const KERNEL = "    POK::Major_Frame => 20 ms;\n";
const THERMOMETER = "    Period => 40 ms;\n    Priority => 2;\n";
const WITH: Replaced = ["with POK,", "with ARINC653, POK,"];

const systemWith = (...replaced: readonly Replaced[]) => importedWith(replaced).system;
const textOf = (path: string, ...replaced: readonly Replaced[]): string =>
  importedWith(replaced).files.find((file) => file.path === path)!.text;

describe("a partition's scheduler", () => {
  test.each([
    ["RR", { policy: "round-robin", quantum: "0ms" }],
    ["EDF", { policy: "earliest-deadline" }],
    ["LLF", { policy: "least-laxity" }],
    ["RMS", { policy: "rate-monotonic" }],
    ["static", {}],
  ])("%s", (scheduler, expected) => {
    const { office } = systemWith([SECOND, SECOND.replace(";", ` { POK::Scheduler => ${scheduler}; };`)]).partitions;
    const { policy, quantum } = office!;
    expect({ ...(policy && { policy }), ...(quantum && { quantum }) }).toEqual(expected);
  });

  test("goes by priorities where the clock dispatches a thread of a rate-monotonic partition", () => {
    const replaced: Replaced[] = [
      [SECOND, SECOND.replace(";", " { POK::Scheduler => RMS; };")],
      [THERMOMETER, "    Period => 30 ms;\n    Priority => 2;\n"],
    ];
    expect(systemWith(...replaced).partitions.office).not.toHaveProperty("policy");
    // The sporadic one has no period: it comes last.
    const main = textOf("glue/office/main.c", ...replaced);
    expect([...main.matchAll(/BASE_PRIORITY = (\d+)/g)].map(([, priority]) => priority)).toEqual(["2", "1"]);
  });
});

test("the mutex of shared data is as urgent as the most urgent that has access to it", () => {
  const shared: Replaced[] = [
    [
      "    degrees : in data port Celsius;\n  properties\n    Dispatch_Protocol => Periodic;",
      "    degrees : in data port Celsius;\n    sum : requires data access Celsius;\n  properties\n    Dispatch_Protocol => Periodic;",
    ],
    [
      "    degrees : in parameter Celsius;\n",
      "    degrees : in parameter Celsius;\n    sum : requires data access Celsius;\n",
    ],
    ["parameter degrees -> show.degrees;", "parameter degrees -> show.degrees;\n    c9 : data access sum -> show.sum;"],
    [
      "    forecaster : thread Forecaster.i;\n",
      "    forecaster : thread Forecaster.i;\n    sum : data Celsius { Concurrency_Control_Protocol => Priority_Ceiling; };\n",
    ],
    [
      "    c2 : port front -> forecaster.front;",
      "    c2 : port front -> forecaster.front;\n    c9 : data access sum -> thermometer.sum;",
    ],
  ];
  expect(textOf("glue/office/threads.c", ...shared)).toContain(`
    ACQUIRE_MUTEX(sum_mutex, INFINITE_TIME_VALUE, &code);
    show_degrees(degrees, &sum_data);
    RELEASE_MUTEX(sum_mutex, &code);
`);
  expect(textOf("glue/office/main.c", ...shared)).toContain('CREATE_MUTEX("sum", 2, FIFO, &sum_mutex, &code);');
  // With priorities by the rate it is as urgent as the shortest period.
  const byRate: Replaced[] = [
    [SECOND, SECOND.replace(";", " { POK::Scheduler => RMS; };")],
    [THERMOMETER, "    Period => 30 ms;\n    Priority => 7;\n"],
  ];
  expect(textOf("glue/office/main.c", ...shared, ...byRate)).toContain(
    'CREATE_MUTEX("sum", 2, FIFO, &sum_mutex, &code);',
  );
});

describe("a schedule", () => {
  test("of ARINC 653's table, with idle time for a partition without a process", () => {
    const { schedule } = systemWith(
      WITH,
      [SECOND, `${SECOND}    spare : virtual processor Runtime.i;\n`],
      [KERNEL, ""],
      ["    POK::Slots => (10 ms, 10 ms);\n", ""],
      [
        "    POK::Slots_Allocation => (reference (first), reference (second));\n",
        `    ARINC653::Module_Major_Frame => 40 ms;
    ARINC653::Module_Schedule => (
      [ Partition => reference (first); Duration => 10 ms; Periodic_Processing_Start => true; ],
      [ Partition => reference (spare); Duration => 5 ms; Periodic_Processing_Start => true; ],
      [ Partition => reference (second); Duration => 5 ms; Periodic_Processing_Start => true; ],
      [ Partition => reference (first); Duration => 10 ms; Periodic_Processing_Start => false; ]);\n`,
      ],
    );
    expect(schedule).toEqual({
      frame: "40ms",
      windows: [
        { partition: "station", duration: "10ms" },
        { partition: "office", offset: "15ms", duration: "5ms" },
        // The second of its periods of 20 ms, which only this window begins in.
        { partition: "station", duration: "10ms", periodicStart: false },
      ],
    });
  });

  test("gives a partition the period that its threads need", () => {
    const slots: Replaced[] = [
      [KERNEL, "    POK::Major_Frame => 40 ms;\n"],
      ["    POK::Slots => (10 ms, 10 ms);\n", "    POK::Slots => (10 ms, 10 ms, 10 ms, 10 ms);\n"],
      [
        "(reference (first), reference (second))",
        "(reference (first), reference (second), reference (first), reference (second))",
      ],
    ];
    const { partitions } = systemWith(...slots);
    expect(partitions.station).toMatchObject({ period: "20ms" });
    expect(partitions.office).not.toHaveProperty("period");
    expect(importedWith(slots).warnings).toEqual([]);
  });
});

test("memory is what the process needs, or what it is bound to", () => {
  const needed = "    POK::Needed_Memory_Size => 120 KByte;\n  end Office;";
  const [cpu, bound] = ["    cpu : processor Kernel.i;\n", "  end Network.i;\nend Weather;"];
  expect(systemWith().partitions.office).toMatchObject({ memory: "120KiB" });
  const without = importedWith([[needed, "    Period => 1 ms;\n  end Office;"]]);
  expect(without.system.partitions.office).toMatchObject({ memory: "256KiB" });
  expect(without.warnings.map(({ message }) => message)).toEqual([
    'the model does not tell how much memory "office" has: it gets 256KiB',
  ]);
  const system = systemWith(
    [needed, "    Period => 1 ms;\n  end Office;"],
    ["  system Network\n", "  memory Bank\n  properties\n    Byte_Count => 100000;\n  end Bank;\n\n  system Network\n"],
    [cpu, `${cpu}    code : memory Bank;\n    data1 : memory Bank;\n`],
    [bound, `    Actual_Memory_Binding => (reference (code), reference (data1)) applies to office;\n${bound}`],
  );
  expect(system.partitions.office).toMatchObject({ memory: "196KiB" });
});

describe("recovery actions", () => {
  test("of POK, of a thread, a partition and the module", () => {
    const { partitions, health } = systemWith(
      [
        RUNTIME,
        `${RUNTIME}    POK::Recovery_Errors => (Numeric_Error, Memory_Violation);
    POK::Recovery_Actions => (Partition_Restart, Partition_Stop);\n`,
      ],
      [
        KERNEL,
        `${KERNEL}    POK::Recovery_Errors => (Hardware_Fault);
    POK::Recovery_Actions => (Kernel_Restart);\n`,
      ],
      [
        "    Period => 20 ms;\n    Compute_Execution_Time",
        `    POK::Recovery_Errors => (Deadline_Missed, Numeric_Error);
    POK::Recovery_Actions => (Thread_Restart, Ignore);
    Period => 20 ms;\n    Compute_Execution_Time`,
      ],
    );
    expect(partitions.station!.health).toEqual({
      deadlineMissed: { process: "restart" },
      // It can't be ignored.
      numericError: { process: "stop", action: "restart" },
      memoryViolation: "stop",
      hardwareFault: { level: "module" },
    });
    expect(partitions.office!.health).toEqual({
      numericError: "restart",
      memoryViolation: "stop",
      hardwareFault: { level: "module" },
    });
    expect(health).toEqual({ hardwareFault: "reset" });
  });

  test("of ARINC 653, and what is left out is told once", () => {
    const { system, warnings } = importedWith([
      WITH,
      [
        RUNTIME,
        `${RUNTIME}    ARINC653::HM_Errors => (Partition_Config, Partition_Init, Partition_Handler, Illegal_Request);
    ARINC653::HM_Partition_Recovery_Actions => (Warm_Restart, Warm_Restart, Warm_Restart, Cold_Restart);\n`,
      ],
    ]);
    expect(system.partitions.office!.health).toEqual({
      illegalRequest: "restart",
      illegalInstruction: "restart",
      privilegedInstruction: "restart",
      breakpoint: "restart",
      configurationError: "warm-restart",
    });
    expect(warnings.map(({ message }) => message)).toEqual([
      "recovery from partition_init, partition_handler is left out: nothing here raises that",
    ]);
  });

  test("of threads that differ: what does most", () => {
    const { system, warnings } = importedWith([
      [
        THERMOMETER,
        `${THERMOMETER}    POK::Recovery_Errors => (Deadline_Missed);\n    POK::Recovery_Actions => (Thread_Restart);\n`,
      ],
      [
        "    Period => 5 ms;\n",
        "    Period => 5 ms;\n    POK::Recovery_Errors => (Deadline_Missed);\n    POK::Recovery_Actions => (Thread_Stop);\n",
      ],
    ]);
    expect(system.partitions.office!.health).toEqual({ deadlineMissed: { process: "stop" } });
    expect(warnings.map(({ message }) => message)).toEqual([
      'the threads of "office" say different things of deadlineMissed: process stop holds for all',
    ]);
  });
});

describe("the glue", () => {
  test("waits at a port as long as the model says", () => {
    const threads = textOf("glue/station/threads.c", [
      "front : out event data port Front.i;\n  properties\n    Dispatch_Protocol",
      "front : out event data port Front.i { Compute_Deadline => 3 ms; };\n  properties\n    Dispatch_Protocol",
    ]);
    expect(threads).toContain(
      "SEND_QUEUING_MESSAGE(front_port, (MESSAGE_ADDR_TYPE)&front, sizeof front, 3000000LL, &code);",
    );
  });

  test("gives 0 to what nothing is connected to, and says so", () => {
    const replaced: Replaced[] = [["  connections\n    c1 : parameter degrees -> show.degrees;\n", ""]];
    expect(textOf("glue/office/threads.c", ...replaced)).toContain("  static weather__celsius show_degrees_2;\n");
    expect(importedWith(replaced).warnings.map(({ message }) => message)).toEqual([
      'nothing is connected to parameter "degrees" of call "show": it is 0',
    ]);
  });

  test("calls the function of a thread that names one, with its ports in their order", () => {
    const threads = textOf("glue/station/threads.c", [
      `  calls
    main : { m : subprogram Measure; };
  connections
    c1 : parameter m.degrees -> degrees;
    c2 : parameter m.front -> front;
`,
      '  properties\n    Compute_Entrypoint_Source_Text => "measure";\n    Source_Text => ("measure.c");\n',
    ]);
    expect(threads).toContain("void measure(weather__celsius *degrees, weather__front_i *front);\n");
    expect(threads).toContain("    measure(&degrees, &front);\n");
  });

  test("connects the entry point of a thread with its ports by their names", () => {
    const threads = textOf("glue/station/threads.c", [
      `  calls
    main : { m : subprogram Measure; };
  connections
    c1 : parameter m.degrees -> degrees;
    c2 : parameter m.front -> front;
`,
      "  properties\n    Compute_Entrypoint => classifier (Weather::Measure);\n",
    ]);
    expect(threads).toContain("    measure(&degrees, &front);\n");
  });

  test("has names of C, whatever the model calls things", () => {
    const [declared, used] = ["measuring : thread Measuring.i;", "measuring."];
    const threads = textOf(
      "glue/station/threads.c",
      [declared, "int_ : thread Measuring.i;"],
      [used, "int_."],
      [used, "int_."],
      [
        "    degrees : out data port Celsius;\n    front : out event data port Front.i;\n  properties",
        "    double : out data port Celsius;\n    front : out event data port Front.i;\n  properties",
      ],
      ["parameter m.degrees -> degrees", "parameter m.degrees -> double"],
      ["int_.degrees -> degrees", "int_.double -> degrees"],
    );
    expect(threads).toContain("void int__thread(void) {\n  static weather__celsius double_;\n");
  });
});
