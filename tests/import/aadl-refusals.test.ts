/** What is not imported, each by its name and line; and whatever a model says, the answer is a message. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError, type Fault } from "../../host/config/fault.js";
import { importAadl } from "../../host/import/aadl/importer.js";
import { importedWith, MODELS, type Replaced, WEATHER } from "./weather-model.js";

const read = (name: string): string => readFileSync(join(MODELS, name), "utf8");

function faultsOf(action: () => unknown): readonly Fault[] {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** A text of the model, what stands there instead, and what is said of it. */
type Refusal = readonly [what: string, code: string, message: RegExp, ...replaced: Replaced[]];

const CPU = "    cpu : processor Kernel.i;\n";
const REFUSALS: readonly Refusal[] = [
  [
    "several processors",
    "BH1451",
    /has 2 processors, "cpu", "spare": an image is one module's/,
    [CPU, `${CPU}    spare : processor Kernel.i;\n`],
  ],
  [
    "a device",
    "BH1460",
    /device "radio" is not imported/,
    ["  system Network\n", "  device Radio\n  end Radio;\n\n  system Network\n"],
    [CPU, `${CPU}    radio : device Radio;\n`],
  ],
  [
    "Ada",
    "BH1460",
    /subprogram "Weather::Measure" is written in Ada/,
    ["Source_Language => (C);", "Source_Language => (Ada95);"],
  ],
  ["an Ada file", "BH1460", /"measure.adb" is Ada/, ['"measure.c"', '"measure.adb"']],
  ["Simulink", "BH1460", /is written in Simulink/, ["Source_Language => (C);", "Source_Language => (Simulink);"]],
  ["SCADE", "BH1460", /is written in SCADE/, ["Source_Language => (C);", "Source_Language => (Scade);"]],
  [
    "a connection over a bus",
    "BH1460",
    /a connection over bus "cable": there is no network/,
    ["  system Network\n", "  bus Cable\n  end Cable;\n\n  system Network\n"],
    [CPU, `${CPU}    cable : bus Cable;\n`],
    [
      "    c2 : port station.front -> office.front;",
      "    c2 : port station.front -> office.front { Actual_Connection_Binding => (reference (cable)); };",
    ],
  ],
  [
    "a protocol",
    "BH1460",
    /a connection over virtual bus "cipher": its protocol is not imported/,
    [
      "  system Network\n",
      "  virtual bus Cipher\n  properties\n    POK::Protocol => ceasar;\n  end Cipher;\n\n  system Network\n",
    ],
    [CPU, `${CPU}    cipher : virtual bus Cipher;\n`],
    [
      "    c2 : port station.front -> office.front;",
      "    c2 : port station.front -> office.front { Actual_Connection_Binding => (reference (cipher)); };",
    ],
  ],
  [
    "a process that is bound to nothing",
    "BH1452",
    /process "office" is bound to no virtual processor/,
    ["    Actual_Processor_Binding => (reference (cpu.second)) applies to office;\n", ""],
  ],
  [
    "a process on the processor itself",
    "BH1452",
    /process "office" is bound to the processor itself/,
    ["(reference (cpu.second))", "(reference (cpu))"],
  ],
  [
    "two processes on one virtual processor",
    "BH1452",
    /"station" and "office" are bound to one virtual processor/,
    ["(reference (cpu.second))", "(reference (cpu.first))"],
  ],
  [
    "slots that are too long",
    "BH1453",
    /the slots end at 30ms, and the major frame is 20ms/,
    ["(10 ms, 10 ms)", "(10 ms, 20 ms)"],
  ],
  [
    "slots of nobody",
    "BH1453",
    /2 slots, and 1 partitions that they are allocated to/,
    ["(reference (first), reference (second))", "(reference (first))"],
  ],
  ["no slots", "BH1453", /has no schedule/, ["    POK::Slots => (10 ms, 10 ms);\n", ""]],
  ["no major frame", "BH1453", /has no major frame/, ["    POK::Major_Frame => 20 ms;\n", ""]],
  [
    "a type without a representation",
    "BH1462",
    /data type "Weather::Letter" has no Data_Representation/,
    ["    Data_Model::Data_Representation => Character;\n", "    Data_Model::Number_Representation => Unsigned;\n"],
  ],
  [
    "a type of no size",
    "BH1462",
    /an integer of 3 bytes/,
    ["Source_Data_Size => 2 Bytes;", "Source_Data_Size => 3 Bytes;"],
  ],
  [
    "an array without a length",
    "BH1462",
    /an array without Data_Model::Dimension/,
    ["    Data_Model::Dimension => (12);\n", ""],
  ],
  [
    "a thread that is not dispatched",
    "BH1463",
    /sporadic thread "thermometer" has no event port/,
    [
      "    Dispatch_Protocol => Periodic;\n    Period => 40 ms;",
      "    Dispatch_Protocol => Sporadic;\n    Period => 40 ms;",
    ],
  ],
  [
    "a thread without a period",
    "BH1463",
    /periodic thread "thermometer" has no Period/,
    ["    Period => 40 ms;\n", ""],
  ],
  [
    "a thread of another protocol",
    "BH1463",
    /Dispatch_Protocol timed is not imported/,
    ["Dispatch_Protocol => Sporadic;", "Dispatch_Protocol => Timed;"],
  ],
  [
    "a thread that calls nothing",
    "BH1463",
    /thread "thermometer" calls nothing/,
    [
      "  calls\n    main : { show : subprogram Show_Degrees; };\n  connections\n    c1 : parameter degrees -> show.degrees;\n",
      "",
    ],
  ],
  ["a priority out of range", "BH1454", /priority 300: 1 to 239 are possible/, ["Priority => 2;", "Priority => 300;"]],
  [
    "a queue that is too long",
    "BH1454",
    /a Queue_Size of 1000: 1 to 512 are possible/,
    ["Queue_Size => 4;", "Queue_Size => 1000;"],
  ],
  [
    "a subprogram without anything",
    "BH1464",
    /subprogram "Weather::Measure" has neither a source nor calls/,
    [
      '    Source_Language => (C);\n    Source_Name => "measure";\n    Source_Text => ("measure.c");\n',
      "    Source_Language => (C);\n",
    ],
  ],
  ["a file that is not there", "BH1465", /there is no file "lost.c"/, ['"measure.c"', '"lost.c"']],
  [
    "an object that nothing is made to",
    "BH1465",
    /there is no file "..\/..\/..\/lost.c", of which/,
    ["../../../forecast.o", "../../../lost.o"],
  ],
  ["a library", "BH1465", /"measure.a" is no source file/, ['"measure.c"', '"measure.a"']],
  [
    "a name that is none in C",
    "BH1464",
    /Source_Name "1\*" is no name of a function/,
    ['Source_Name => "measure"', 'Source_Name => "1*"'],
  ],
  [
    "a data port with two sources",
    "BH1461",
    /data port "office.degrees" has two sources/,
    [CPU, `${CPU}    other : process Station.i;\n`],
    ["    c2 : port station.front", "    c3 : port other.degrees -> office.degrees;\n    c2 : port station.front"],
    [
      "    second : virtual processor Runtime.i;\n",
      "    second : virtual processor Runtime.i;\n    third : virtual processor Runtime.i;\n",
    ],
    ["  end Network.i;", "    Actual_Processor_Binding => (reference (cpu.third)) applies to other;\n  end Network.i;"],
  ],
  [
    "too many vCPUs",
    "BH1412",
    /9 is outside the range that the property has/,
    ["second : virtual processor Runtime.i;", "second : virtual processor Runtime.i { Bulkhead::vCPUs => 9; };"],
    ["with POK,", "with Bulkhead, POK,"],
  ],
  [
    "vCPUs and threads",
    "BH1466",
    /process "office" has threads, and its partition a vCPU/,
    ["second : virtual processor Runtime.i;", "second : virtual processor Runtime.i { Bulkhead::vCPUs => 1; };"],
    ["with POK,", "with Bulkhead, POK,"],
  ],
];

describe("is refused:", () => {
  for (const [what, code, message, ...replaced] of REFUSALS) {
    test(what, () => {
      const faults = faultsOf(() => importedWith(replaced));
      const told = faults.find((fault) => message.test(fault.message));
      expect(told, JSON.stringify(faults, undefined, 2)).toBeDefined();
      expect(told).toMatchObject({ code, file: WEATHER, line: expect.any(Number) });
    });
  }
});

test("a subprogram that calls itself", () => {
  const workshop = read("workshop/model.aadl").replace(
    "look : subprogram Inspect;",
    "look : subprogram Inspect;\n      again : subprogram Fit.i;",
  );
  const files = [
    { path: join(MODELS, "workshop", "model.aadl"), text: workshop },
    { path: join(MODELS, "workshop", "types.aadl"), text: read("workshop/types.aadl") },
  ];
  const faults = faultsOf(() => importAadl(files, join(MODELS, "workshop", "imported")));
  expect(faults.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('"Workshop::Fit.i" calls itself'),
  );
});

test("of several processors the one is imported that is chosen", () => {
  const two: readonly Replaced[] = [[CPU, `${CPU}    spare : processor Kernel.i;\n`]];
  expect(Object.keys(importedWith(two, { processor: "cpu" }).system.partitions)).toEqual(["station", "office"]);
  expect(faultsOf(() => importedWith(two, { processor: "other" }))).toMatchObject([
    { code: "BH1450", message: 'the model has no processor "other"', remedy: 'it has "cpu", "spare"' },
  ]);
  // No process is bound to that one.
  expect(faultsOf(() => importedWith(two, { processor: "spare" }))).toMatchObject([{ code: "BH1452" }]);
});

test("a connection between partitions of two processors", () => {
  const two: readonly Replaced[] = [
    [CPU, `${CPU}    spare : processor Kernel.i;\n`],
    ["(reference (cpu.second))", "(reference (spare.second))"],
  ];
  expect(faultsOf(() => importedWith(two, { processor: "cpu" })).map(({ message }) => message)).toContain(
    '"station.measuring.degrees" is connected with "office.thermometer.degrees", which is on another processor',
  );
});

test("all faults are told at once", () => {
  const faults = faultsOf(() =>
    importedWith([
      ['"measure.c"', '"lost.c"'],
      ["Priority => 2;", "Priority => 300;"],
      ["Queue_Size => 4;", "Queue_Size => 1000;"],
    ]),
  );
  expect(faults.map(({ code }) => code).sort()).toEqual(["BH1454", "BH1454", "BH1465"]);
});

describe("a model that was damaged comes to a message, or to a system", () => {
  const SEEDS = ["weather/model.aadl", "workshop/model.aadl", "fan/model.aadl", "guests/model.aadl"];
  const TOKEN = /[A-Za-z_][A-Za-z0-9_]*|\d+|=>|->|::|"[^"]*"|[^\sA-Za-z0-9_]|\s+/g;

  test.each(SEEDS)("%s", (seed) => {
    const tokens = read(seed).replaceAll(/--.*/g, "").match(TOKEN)!;
    const place = fc.nat(tokens.length - 1);
    const damage = fc.oneof(
      fc.record({ kind: fc.constant("drop" as const), at: place, to: place }),
      fc.record({ kind: fc.constant("copy" as const), at: place, to: place }),
      fc.record({ kind: fc.constant("swap" as const), at: place, to: place }),
      fc.record({ kind: fc.constant("line" as const), at: place, to: place }),
    );
    const others = readdirFiles(seed);
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const changed = [...tokens];
        for (const { kind, at, to } of damages) {
          if (kind === "drop") changed[at] = "";
          else if (kind === "copy") changed[at] = changed[to]!;
          else if (kind === "swap") [changed[at], changed[to]] = [changed[to]!, changed[at]!];
          else for (let i = at; i < changed.length && !changed[i]!.includes("\n"); i++) changed[i] = "";
        }
        const path = join(MODELS, seed);
        try {
          importAadl([{ path, text: changed.join("") }, ...others], join(MODELS, "nowhere"));
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          expect(error.faults.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  /** The other files of the model. */
  function readdirFiles(seed: string): { path: string; text: string }[] {
    if (!seed.startsWith("workshop/")) return [];
    const path = join(MODELS, "workshop", "types.aadl");
    return [{ path, text: readFileSync(path, "utf8") }];
  }
});
