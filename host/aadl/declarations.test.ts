import { expect, test } from "vitest";
import { dump } from "./dump.js";
import { faultsIn, faultsOf, filesOf, modelOf, packageOf, warningsOf } from "./reading.js";

const OTHER = `package lib::parts public
process q end q;
process implementation q.i end q.i;
feature group g end g;
private
process hidden end hidden;
end lib::parts;`;

test("names of another package: by their full name, by an alias of the package or of the type, by all of it", () => {
  const using = `package p public with lib::parts;
l renames package lib::parts;
mine renames process lib::parts::q;
renames process lib::parts::q;
system s end s;
system implementation s.i
subcomponents a: process lib::parts::q.i; b: process L::Q.I; c: process mine.i; d: process q; e: process p::mine;
end s.i;
end p;`;
  const whole = `package r public with lib::parts; renames lib::parts::all;
system s end s; system implementation s.i subcomponents a: process q.i; end s.i; end r;`;
  const { root, warnings } = modelOf(using, OTHER);
  expect(dump(root)).toMatchInlineSnapshot(`
    "s: system p::s.i
      a: process lib::parts::q.i
      b: process lib::parts::q.i
      c: process lib::parts::q.i
      d: process lib::parts::q
      e: process lib::parts::q"
  `);
  expect(warnings).toEqual([]);
  expect(modelOf(OTHER, whole).root.components[0]!.classifier.name).toBe("lib::parts::q.i");
});

test("packages and components that are not there", () => {
  const text = packageOf(
    `process q end q;
process implementation q.i end q.i;
system s end s;
system implementation s.i subcomponents
a: process r.i;
b: process q.j;
c: process lib::part::q;
d: process lib::parts::hidden;
e: process zzz::q;
f: process hidden;
end s.i;`,
    "with lib::parts, lib::partz, Data_Modle;",
  );
  expect(faultsIn(filesOf(text, OTHER))).toMatchInlineSnapshot(`
    "BH1403 1.aadl:1:35 there is neither a package nor a property set "lib::partz" in the files [did you mean "lib::parts"?]
    BH1403 1.aadl:1:47 there is neither a package nor a property set "Data_Modle" in the files [did you mean "Data_Model"?]
    BH1404 1.aadl:5:12 there is no implementation "r.i" in package "p" [did you mean "q.i"?]
    BH1404 1.aadl:6:12 there is no implementation "q.j" in package "p" [did you mean "q.i"?]
    BH1403 1.aadl:7:12 there is no package "lib::part" in the files [did you mean "lib::parts"?]
    BH1404 1.aadl:8:12 "lib::parts::hidden" is private to its package [declare it in the public section]
    BH1403 1.aadl:9:12 there is no package "zzz" in the files [there are p, lib::parts, Base_Types, poklib]
    BH1404 1.aadl:10:12 there is no component "hidden" in package "p" [did you mean "lib::parts::hidden"?]"
  `);
});

test("a package that is used without a with clause", () => {
  const text = packageOf("system s end s; system implementation s.i subcomponents a: process lib::parts::q; end s.i;");
  expect(warningsOf(text, OTHER)).toMatchInlineSnapshot(
    `"1.aadl:1 package "p" uses "lib::parts" without a with clause [write "with lib::parts;" in "p"]"`,
  );
});

test("a property set that is not there: only its properties are left out", () => {
  const text = packageOf(
    "system s properties Vendor::Colour => red; Vendor::Weight => 5 kg; end s; system implementation s.i end s.i;",
    "with Vendor;",
  );
  expect(warningsOf(text)).toMatchInlineSnapshot(
    `"1.aadl:1 the property set "Vendor" is in none of the files: its properties are left out [name the file that declares it along with the others]"`,
  );
});

test("two of one name", () => {
  const set = "property set x is a: aadlinteger applies to (all); A: aadlstring applies to (all); end x;";
  expect(faultsIn(filesOf(OTHER, OTHER, set, set))).toMatchInlineSnapshot(`
    "BH1402 2.aadl:1:9 there is another package with the name "lib::parts" [give it another name, or leave one of them out]
    BH1402 3.aadl:1:52 there is another "A" in property set "x"
    BH1402 4.aadl:1:14 there is another property set with the name "x" [give it another name, or leave one of them out]"
  `);
  expect(faultsOf("thread t end t; thread T end T;")).toMatchInlineSnapshot(
    `"BH1402 1.aadl:1:35 there is another thread with the name "T" [give it another name, or leave one of them out]"`,
  );
});

test("what the user declares stands instead of what the library has", () => {
  const poklib = "package POKLIB public processor mine end mine; end POKLIB;";
  const set = `property set POK is with Timing_Properties; Major_Frame: Time applies to (all); end POK;`;
  const text = packageOf(
    "system s end s; system implementation s.i subcomponents c: processor poklib::mine {POK::Major_Frame => 2 sec;}; end s.i;",
    "with poklib, POK;",
  );
  expect(dump(modelOf(text, poklib, set).root)).toMatchInlineSnapshot(`
    "s: system p::s.i
      c: processor POKLIB::mine
        POK::Major_Frame => 2000000000 ns"
  `);
  expect(faultsIn(filesOf(text, set))).toMatchInlineSnapshot(
    `"BH1404 1.aadl:1:105 there is no component "mine" in package "poklib""`,
  );
});
