import { expect, test } from "vitest";
import { faultsIn, faultsOf, filesOf, modelOf, warningsOf } from "./reading.js";

test("several faults of a file, and of several files, at once", () => {
  const first = `package p
public
with ;
thread t
features
  a: in dat port;
  b: out event port
  c: in data port;
  d: data port;
properties
  Period => 5 ms
  Deadline => (1 ms, 2 ms;
  Priority => ;
end t;
process end;
system s
end q;
system implementation s.i
subcomponents
  a: blob x;
connections
  port a - b;
end s.i;
end p;`;
  const second = `packag q end q;
property set r is
  a: aadlinteger 5 applies to (all);
  b: enumeration () applies to (all);
  c: aadlstring;
end r;`;
  expect(faultsIn(filesOf(first, second))).toMatchInlineSnapshot(`
    "BH1400 1.aadl:3:6 a package or property set is expected where ";" stands
    BH1400 1.aadl:6:9 a kind of feature is expected where "dat" stands
    BH1400 1.aadl:8:4 ";" is expected where ":" stands
    BH1400 1.aadl:9:3 the data port has no direction [write in, out or in out before it]
    BH1400 1.aadl:12:3 ";" is expected where "Deadline" stands
    BH1400 1.aadl:13:15 a value is expected where ";" stands
    BH1400 1.aadl:15:9 the component's name is expected where "end" stands [this word is reserved: choose another]
    BH1400 1.aadl:17:5 "end q" does not close "s" of line 16 [write "end s;"]
    BH1400 1.aadl:20:6 a category such as thread or process is expected where "blob" stands
    BH1400 1.aadl:22:10 "->" is expected where "-" stands
    BH1400 2.aadl:1:1 a package or a property set is expected where "packag" stands
    BH1400 2.aadl:3:18 a number's bounds are written as a range [write \`0 .. 10\`]
    BH1400 2.aadl:4:19 a literal is expected where ")" stands
    BH1400 2.aadl:5:16 "applies" is expected where ";" stands"
  `);
});

test("a declaration without its end does not hide the next one", () => {
  expect(faultsOf("thread t features\nthread u features a: on data port; end u;")).toMatchInlineSnapshot(`
    "BH1400 1.aadl:2:1 "end t;" is expected where "thread" stands
    BH1400 1.aadl:2:22 a kind of feature is expected where "on" stands"
  `);
});

test("texts and annexes that do not end", () => {
  expect(faultsOf('thread t properties Source_Text => ("a.c);\n Period => 1 ms; end t;')).toMatchInlineSnapshot(
    `"BH1400 1.aadl:1:55 a value is expected where a text without an end stands [close the text with another quote on the same line]"`,
  );
  expect(faultsIn(filesOf("package p public\nannex x {** never closed\nend p;"))).toMatchInlineSnapshot(`
    "BH1400 1.aadl:2:9 the annex in {** and **} is expected where an annex without an end stands [close the annex with **}]
    BH1400 1.aadl:3:7 "end p;" is expected where the file ends"
  `);
});

test("words that are reserved", () => {
  expect(faultsOf("thread end end end;\ndata memory end memory;")).toMatchInlineSnapshot(`
    "BH1400 1.aadl:1:26 the component's name is expected where "end" stands [this word is reserved: choose another]
    BH1400 1.aadl:2:6 the component's name is expected where "memory" stands [this word is reserved: choose another]"
  `);
});

test("files that are no AADL at all", () => {
  expect(faultsIn(filesOf("<?xml version='1.0'?>"))).toMatchInlineSnapshot(
    `"BH1400 1.aadl:1:1 a package or a property set is expected where "<" stands"`,
  );
  expect(faultsIn(filesOf(""))).toMatchInlineSnapshot(
    `"BH1420 1.aadl:1:1 there is no system implementation that could be the root [declare a "system implementation" with the processes and the processor as its subcomponents]"`,
  );
  expect(faultsIn([])).toMatchInlineSnapshot(
    `"BH1420 :1:1 there is no system implementation that could be the root [declare a "system implementation" with the processes and the processor as its subcomponents]"`,
  );
});

test("values that nest without end", () => {
  expect(faultsOf(`thread t properties Time_Slot => ${"(".repeat(100_000)}; end t;`)).toMatchInlineSnapshot(
    `"BH1400 1.aadl:1:112 this is nested more than 60 levels deep"`,
  );
});

test("what is not read is refused by name", () => {
  expect(
    faultsOf(`thread t prototypes x: data; end t;
thread u (x => data y) end u;
thread v features a: in data port x[3]; end v;
system implementation s.i internal features a: event; end s.i;
thread w properties Period => compute (f); Deadline => value (x); end w;
system s end s;`),
  ).toMatchInlineSnapshot(`
    "BH1401 1.aadl:1:28 prototypes are not read [declare the component with the classifiers that it is meant to have]
    BH1401 1.aadl:2:10 prototypes are not read [declare the component with the classifiers that it is meant to have]
    BH1401 1.aadl:3:36 arrays of features are not read [declare the features one by one]
    BH1401 1.aadl:4:27 "internal features" are not read
    BH1401 1.aadl:5:31 "compute" is not evaluated here [write the value itself]
    BH1401 1.aadl:5:56 "value" is not evaluated here [write the value itself]"
  `);
});

test("modes, flows and annexes are left out, with one warning for each", () => {
  const text = `package p public
annex lib {** anything; **};
thread t
features
  a: in data port; b: out data port;
flows
  f: flow path a -> b { Latency => 1 ms .. 2 ms; };
  g: flow sink a;
modes
  one: initial mode; two: mode;
  one -[ a ]-> two;
properties
  Period => 1 ms in modes (one), 2 ms in modes (two);
annex lib {** again **};
annex other {** **};
end t;
system s end s;
system implementation s.i
subcomponents p: process in modes (one);
flows
  e: end to end flow a -> b -> c;
properties
  Actual_Latency => 1 ms .. 1 ms applies to e;
end s.i;
end p;`;
  expect(warningsOf(text)).toMatchInlineSnapshot(`
    "1.aadl:2 annexes "lib" are not read
    1.aadl:6 flows are not read: they say nothing to be carried out
    1.aadl:9 modes are not read: what is declared for some modes holds always
    1.aadl:15 annexes "other" are not read"
  `);
});

test("every kind of section may be empty, and the case of letters does not matter", () => {
  const text = `PACKAGE P PUBLIC
THREAD T FEATURES NONE; FLOWS NONE; MODES NONE; PROPERTIES NONE; ANNEX X NONE; END t;
Thread Implementation t.I Subcomponents None; Calls None; Connections None; Properties None; End T.i;
System S End s;
System Implementation S.I SubComponents A: Process Q.I; End s.i;
Process Q End Q;
Process Implementation Q.I SUBCOMPONENTS B: thread T.I; end q.i;
END p;`;
  expect(modelOf(text).root.components[0]!.components[0]!.classifier.name).toBe("P::t.I");
});
