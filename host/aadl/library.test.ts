import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Declarations } from "./declarations.js";
import { Findings } from "./findings.js";
import { library } from "./library.js";
import { PropertyTable } from "./property-table.js";
import { readModel } from "./read.js";
import { modelOf, packageOf } from "./reading.js";

const FOLDER = new URL("./library/", import.meta.url);
const FILES = readdirSync(FOLDER).map((name) => ({
  path: `/${name}`,
  text: readFileSync(new URL(name, FOLDER), "utf8"),
}));

test("everything in the library means something: all of it as a user's model", () => {
  const main = {
    path: "/main.aadl",
    text: packageOf(
      `system s end s; system implementation s.i subcomponents c: processor poklib::pok_kernel.x86_qemu_four_partitions_with_libmath; end s.i;`,
      "with poklib;",
    ),
  };
  const { root, warnings } = readModel([...FILES, main]);
  expect(warnings).toEqual([]);
  expect(root.components[0]!.components.map(({ name, classifier }) => `${name} ${classifier.name}`)).toEqual(
    [1, 2, 3, 4].map((i) => `partition${i} poklib::pok_partition.basic_for_example_with_libmath`),
  );
});

test("names of the predeclared sets stand for one property each", () => {
  const findings = new Findings();
  const table = new PropertyTable(new Declarations(library(), [], findings));
  expect(
    ["period", "Queue_Size", "actual_processor_binding", "Source_Text"].map((name) => table.named(name)?.name),
  ).toEqual([
    "Timing_Properties::Period",
    "Communication_Properties::Queue_Size",
    "Deployment_Properties::Actual_Processor_Binding",
    "Programming_Properties::Source_Text",
  ]);
  const predeclared = library()
    .flatMap(({ propertySets }) => propertySets)
    .filter(({ name }) => name.text.endsWith("_Properties") && !/^(Cheddar|RAMSES)/.test(name.text));
  const names = predeclared.flatMap(({ properties }) => properties.map(({ name }) => name.text.toLowerCase()));
  expect(new Set(names).size).toBe(names.length);
});

test("a file of the library is named in angle brackets", () => {
  const text = packageOf(
    "system s end s; system implementation s.i subcomponents m: memory poklib::pok_memory.x86_main; end s.i;",
    "with poklib;",
  );
  expect(modelOf(text).root.components[0]!.classifier.place.file).toBe("<poklib.aadl>");
});
