import { expect, test } from "vitest";
import { dump } from "./dump.js";
import { faultsIn, filesOf, modelOf, packageOf } from "./reading.js";

const SET = `property set x is
with Timing_Properties;
flag: aadlboolean applies to (all);
text: aadlstring applies to (all);
count: aadlinteger 0 .. Most applies to (all);
Most: constant aadlinteger => 10;
real: aadlreal applies to (all);
time: Time applies to (all);
span: Timing_Properties::Time_Range applies to (all);
size: Size applies to (all);
rate: Data_Volume applies to (all);
Weight: type aadlreal units (g, kg => g * 1000);
mass: Weight applies to (all);
Colour: type enumeration (Red, Green);
colour_of: Colour applies to (all);
colours: list of Colour applies to (all);
Favourite: constant Colour => Green;
Both: constant list of Colour => (Red, Green);
entry: record (what: Colour; when: range of Time; who: list of reference (component);) applies to (all);
entries: list of x::Entry_Type applies to (all);
Entry_Type: type record (n: aadlinteger; c: classifier (data););
table: list of list of aadlinteger applies to (all);
end x;`;

const withValues = (values: string): string =>
  packageOf(
    `data d end d; system s end s; system implementation s.i subcomponents m: memory; properties ${values} end s.i;`,
    "with x;",
  );
const valuesOf = (values: string): string =>
  dump(modelOf(withValues(values), SET).root)
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trim())
    .join("\n");
const faultsOf = (values: string): string => faultsIn(filesOf(withValues(values), SET));

test("values of every type", () => {
  expect(
    valuesOf(`x::flag => true; x::text => "a ""b"""; x::count => 16#A#; x::real => -2.5e3; x::mass => 2 kg; x::colour_of => RED;
x::colours => (green, Red); x::table => ((1, 2), (), (3)); x::entries => ([n => 1; c => classifier (d);], [n => -2;]);
x::entry => [what => green; when => 1 ms .. 2 ms; who => (reference (m), reference (self.m));];`),
  ).toMatchInlineSnapshot(`
    "x::flag => true
    x::text => "a \\"b\\""
    x::count => 10
    x::real => -2500
    x::mass => 2000 (unit)
    x::colour_of => red
    x::colours => (green, red)
    x::table => ((1, 2), (), (3))
    x::entries => ([n => 1; c => classifier p::d;], [n => -2;])
    x::entry => [what => green; when => 1000000 ns .. 2000000 ns; who => (reference m, reference m);]"
  `);
});

test("units: times in nanoseconds, sizes in bytes, rates in bits per second", () => {
  const times = ["1500 ps", "2 ns", "3 us", "4 MS", "5 sec", "6 min", "7 hr", "0"].map(
    (time) => valuesOf(`x::time => ${time};`).split("=> ")[1],
  );
  expect(times).toMatchInlineSnapshot(`
    [
      "1.5 ns",
      "2 ns",
      "3000 ns",
      "4000000 ns",
      "5000000000 ns",
      "360000000000 ns",
      "25200000000000 ns",
      "0 ns",
    ]
  `);
  const sizes = ["16 bits", "3 bytes", "4 KByte", "5 MByte", "1 GByte"].map(
    (size) => valuesOf(`x::size => ${size};`).split("=> ")[1],
  );
  expect(sizes).toMatchInlineSnapshot(`
    [
      "2 bytes",
      "3 bytes",
      "4000 bytes",
      "5000000 bytes",
      "1000000000 bytes",
    ]
  `);
  expect(valuesOf("x::rate => 2 KBytesps; x::span => 1 us .. 2 sec delta 1 ns;")).toMatchInlineSnapshot(`
    "x::rate => 16000 bits/s
    x::span => 1000 ns .. 2000000000 ns"
  `);
});

test("constants, with and without a sign, and of lists", () => {
  expect(
    valuesOf("x::count => x::Most; x::colours => x::Both; x::colour_of => x::Favourite; x::real => -x::Most;"),
  ).toMatchInlineSnapshot(`
    "x::count => 10
    x::colours => (red, green)
    x::colour_of => green
    x::real => -10"
  `);
});

test("one value for a list of one, and a list of one for a value", () => {
  expect(valuesOf("x::colours => Green; x::colour_of => (Red); x::count => (3);")).toMatchInlineSnapshot(`
    "x::colours => (green)
    x::colour_of => red
    x::count => 3"
  `);
});

test("records in parentheses, and references without, as drafts and AADL v1 wrote them", () => {
  expect(
    valuesOf("x::entries => ((n => 1; c => classifier d;)); x::entry => (who => (reference m););"),
  ).toMatchInlineSnapshot(`
    "x::entries => ([n => 1; c => classifier p::d;])
    x::entry => [who => (reference m);]"
  `);
});

test("values of another type", () => {
  expect(
    faultsOf(
      `x::flag => 1;
x::text => Red;
x::count => 1.5;
x::count => "5";
x::real => true;
x::colour_of => Gren;
x::colours => (Red, 5, Blue);
x::span => 5 ms;
x::span => 2 ms .. 1 ms;
x::entry => [what => Red; wat => Red; what => Green;];
x::entry => (1, 2);
x::entries => ([c => reference (m);]);
x::mass => x::colours;
x::time => Unheard;
x::table => (1, (2));`.replaceAll(";\n", " in modes (one);\n"),
    ),
  ).toMatchInlineSnapshot(`
    "BH1410 1.aadl:1:129 true or false is expected
    BH1410 1.aadl:2:12 "Red" is no value here: a text in quotes, "..." is expected
    BH1410 1.aadl:3:13 a whole number is expected
    BH1410 1.aadl:4:13 a whole number is expected
    BH1410 1.aadl:5:12 a number is expected
    BH1410 1.aadl:6:17 "Gren" is no value here: one of Red, Green is expected [did you mean "Green"?]
    BH1410 1.aadl:7:21 one of Red, Green is expected
    BH1410 1.aadl:7:24 "Blue" is no value here: one of Red, Green is expected [there are Red, Green]
    BH1410 1.aadl:8:12 a range, low .. high is expected
    BH1410 1.aadl:9:12 the range ends before it begins [write the lower bound first]
    BH1410 1.aadl:10:27 the record has no field "wat" [did you mean "what"?]
    BH1402 1.aadl:10:39 the field "what" has a value already
    BH1410 1.aadl:11:13 a record with the fields what, when, who is expected
    BH1410 1.aadl:12:22 a classifier, classifier (...) is expected
    BH1410 1.aadl:13:12 x::colours is of another type: a number with a unit (g, kg) is expected
    BH1410 1.aadl:14:12 "Unheard" is no value here: a whole number with a unit (ps, ns, us, ms, sec, min, hr) is expected"
  `);
});

test("units that are missing, unknown or too many, and numbers outside their range", () => {
  expect(
    faultsOf(
      `x::time => 5;
x::size => 5 ms;
x::mass => 5 KG;
x::text => "";
x::count => 5 ms;
x::rate => 5 bits;
x::real => 1.0;`.replaceAll(";\n", " in modes (one);\n"),
    ),
  ).toMatchInlineSnapshot(`
    "BH1411 1.aadl:1:129 the unit of 5 is missing [the units are ps, ns, us, ms, sec, min, hr]
    BH1411 1.aadl:2:14 there is no unit "ms" here [the units are bits, Bytes, KByte, MByte, GByte, TByte]
    BH1411 1.aadl:5:13 there is no unit here, so "ms" is none
    BH1411 1.aadl:6:14 there is no unit "bits" here [the units are bitsps, Bytesps, KBytesps, MBytesps, GBytesps]"
  `);
  expect(faultsOf("x::count => 11;\nx::time => -1 ns;\nx::size => 100 GByte;")).toMatchInlineSnapshot(`
    "BH1412 1.aadl:1:130 11 is outside the range that the property has [the range is 0 to 10]
    BH1412 1.aadl:2:12 -1 ns is outside the range that the property has [the range is 0 ns to 3600000000000000 ns]
    BH1412 1.aadl:3:12 100 GByte is outside the range that the property has [the range is 0 bytes to 4000000000 bytes]"
  `);
});

test("numbers that cannot be represented", () => {
  expect(faultsOf(`x::count => 1e999;\nx::real => 2#3#;`)).toMatchInlineSnapshot(`
    "BH1400 1.aadl:1:130 a number that can be represented is expected where "1e999" stands
    BH1400 1.aadl:2:12 a number that can be represented is expected where "2#3#" stands"
  `);
});

test("property sets that make no sense", () => {
  const set = `property set y is
a: Tim applies to (all);
b: b_type applies to (all);
b_type: type list of b_type;
c: aadlinteger 0 .. Loop applies to (all);
Loop: constant aadlinteger => Pool;
Pool: constant aadlinteger => Loop;
d: aadlinteger units Time_Unitz applies to (all);
e: aadlinteger 0 .. "x" applies to (all);
f: aadlinteger units (m, km => mm * 1000) applies to (all);
g: units (a, b => a * 2) applies to (all);
h: aadlinteger 1 kg .. 2 kg applies to (all);
Listed: constant list of aadlinteger => (Listed);
end y;`;
  expect(faultsIn(filesOf(withValues(""), SET, set))).toMatchInlineSnapshot(
    `
    "BH1413 3.aadl:2:4 there is no property type "Tim" [did you mean "Time"?]
    BH1413 3.aadl:4:14 this is defined by itself
    BH1413 3.aadl:5:21 a bound is a number or a constant
    BH1413 3.aadl:6:31 this is defined by itself
    BH1413 3.aadl:7:31 this is defined by itself
    BH1413 3.aadl:8:22 there is no units type "Time_Unitz" [did you mean "Time_Units"?]
    BH1413 3.aadl:9:21 a bound is a number or a constant
    BH1413 3.aadl:10:32 the unit "mm" is not declared before this
    BH1413 3.aadl:11:4 units are no type of a value [write \`aadlinteger units ...\`]
    BH1413 3.aadl:12:16 there is no unit "kg" here
    BH1413 3.aadl:12:24 there is no unit "kg" here"
  `,
  );
  const listed = withValues("x::table => y::Listed;").replace("with x", "with x, y");
  const circle = "property set y is Listed: constant list of aadlinteger => (y::Listed); end y;";
  expect(faultsIn(filesOf(listed, SET, circle))).toMatchInlineSnapshot(
    `"BH1413 3.aadl:1:60 this is defined by itself"`,
  );
});
