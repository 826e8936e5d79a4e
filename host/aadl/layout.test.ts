import { expect, test } from "vitest";
import { dump } from "./dump.js";
import { faultsOf, modelOf, packageOf } from "./reading.js";

const dumpOf = (declarations: string): string => dump(modelOf(packageOf(declarations)).root);

test("features and subcomponents of what is extended, refined and added to", () => {
  expect(
    dumpOf(`data d end d; data implementation d.i end d.i;
abstract base features a: in data port {Source_Name => "a";}; f: feature; end base;
thread t extends base features a: refined to in data port d.i {Source_Name => "b";}; f: refined to out event port; z: out data port d; end t;
thread implementation t.i end t.i;
process q end q;
process implementation q.i subcomponents one: thread t {Priority => 1;}; two: abstract; end q.i;
process r extends q end r;
process implementation r.j extends q.i subcomponents one: refined to thread t.i {Period => 1 ms;}; two: refined to thread t; three: data d; end r.j;
system s end s; system implementation s.i subcomponents p: process r.j; end s.i;`),
  ).toMatchInlineSnapshot(`
    "s: system p::s.i
      p: process p::r.j
        one: thread p::t.i
          Timing_Properties::Period => 1000000 ns
          Thread_Properties::Priority => 1
          feature a: in data port p::d.i
            Programming_Properties::Source_Name => "b"
          feature f: out event port
          feature z: out data port p::d
        two: thread p::t
          feature a: in data port p::d.i
            Programming_Properties::Source_Name => "b"
          feature f: out event port
          feature z: out data port p::d
        three: data p::d"
  `);
});

test("arrays, also of arrays, with sizes from constants", () => {
  const sizes =
    "property set sizes is Two: constant aadlinteger => Three; Three: constant aadlinteger => 3; end sizes;";
  const memories = packageOf(
    `memory m end m;
memory implementation m.i subcomponents bank: memory [2][2]; end m.i;
system s end s; system implementation s.i subcomponents m: memory m.i [2]; n: memory [sizes::Two]; end s.i;`,
    "with sizes;",
  );
  expect(dump(modelOf(memories, sizes).root)).toMatchInlineSnapshot(`
    "s: system p::s.i
      m[1]: memory p::m.i
        bank[1][1]: memory memory
        bank[1][2]: memory memory
        bank[2][1]: memory memory
        bank[2][2]: memory memory
      m[2]: memory p::m.i
        bank[1][1]: memory memory
        bank[1][2]: memory memory
        bank[2][1]: memory memory
        bank[2][2]: memory memory
      n[1]: memory memory
      n[2]: memory memory
      n[3]: memory memory"
  `);
});

test("feature groups come feature by feature, an inverse with the directions turned round", () => {
  expect(
    dumpOf(`data d end d;
feature group inner features x: in data port d; end inner;
feature group g features a: out event data port d; b: requires data access d; i: feature group inner; end g;
feature group h inverse of g end h;
feature group k extends g features c: in event port; end k;
system s features one: feature group g; two: feature group inverse of g; three: feature group h; four: feature group k; end s;
system implementation s.i end s.i;`),
  ).toMatchInlineSnapshot(`
    "s: system p::s.i
      feature one.a: out event data port p::d
      feature one.b: requires data access p::d
      feature one.i.x: in data port p::d
      feature two.a: in event data port p::d
      feature two.b: provides data access p::d
      feature two.i.x: out data port p::d
      feature three.a: in event data port p::d
      feature three.b: provides data access p::d
      feature three.i.x: out data port p::d
      feature four.a: out event data port p::d
      feature four.b: requires data access p::d
      feature four.i.x: in data port p::d
      feature four.c: in event port"
  `);
});

test("calls: of a subprogram, of a subcomponent, of what is accessed, of what a data type gives", () => {
  expect(
    dumpOf(`subprogram f end f; subprogram implementation f.i end f.i;
data d features get: provides subprogram access f.i; end d;
thread t features remote: requires subprogram access f; end t;
thread implementation t.i
subcomponents own: subprogram f.i;
calls main: { a: subprogram f; b: subprogram f.i; c: subprogram own; d: subprogram remote; e: subprogram d.get; };
{ z: subprogram p::f; };
end t.i;
process q end q; process implementation q.i subcomponents t: thread t.i; end q.i;
system s end s; system implementation s.i subcomponents q: process q.i; end s.i;`),
  ).toMatchInlineSnapshot(`
    "s: system p::s.i
      q: process p::q.i
        t: thread p::t.i
          feature remote: requires subprogram access p::f
          calls main: { a: p::f; b: p::f.i; c: p::f.i; d: p::f; e: p::f.i; }
          calls : { z: p::f; }
          own: subprogram p::f.i"
  `);
});

test("parts that are declared twice, or refined without being there", () => {
  expect(
    faultsOf(`thread t features a: in data port; A: in data port; b: refined to in data port; end t;
thread u extends t features a: in data port; end u;
process q end q; process implementation q.i subcomponents x: thread t; x: thread t; y: refined to thread t; end q.i;
process implementation q.j extends q.i subcomponents x: thread u; end q.j;`),
  ).toMatchInlineSnapshot(`
    "BH1402 1.aadl:1:54 there is another feature "A" [give it another name]
    BH1408 1.aadl:1:71 there is no feature "b" to be refined [leave "refined to" out]
    BH1408 1.aadl:2:29 there is a feature "a" already in what is extended [write "refined to", or give it another name]
    BH1402 1.aadl:3:72 there is another subcomponent "x" [give it another name]
    BH1408 1.aadl:3:85 there is no subcomponent "y" to be refined [leave "refined to" out]
    BH1408 1.aadl:4:54 there is a subcomponent "x" already in what is extended [write "refined to", or give it another name]"
  `);
});

test("a component of another category than its place asks for", () => {
  expect(
    faultsOf(`data d end d; thread t end t; process q end q;
thread u extends d end u;
feature group g end g;
process implementation q.i subcomponents a: thread d; b: data t; c: subprogram q; end q.i;
thread v features a: in data port t; b: requires bus access d; c: feature group d; d: requires subprogram access t; end v;
thread implementation v.i calls x: { y: subprogram d; }; end v.i;`),
  ).toMatchInlineSnapshot(`
    "BH1405 1.aadl:2:18 "p::d" is declared as data, where thread is expected [name a component that is declared as thread]
    BH1405 1.aadl:4:52 "p::d" is declared as data, where thread is expected [name a component that is declared as thread]
    BH1405 1.aadl:4:63 "p::t" is declared as thread, where data is expected [name a component that is declared as data]
    BH1405 1.aadl:4:80 "p::q" is declared as process, where subprogram is expected [name a component that is declared as subprogram]
    BH1405 1.aadl:5:35 "p::t" is declared as thread, where data is expected [name a component that is declared as data]
    BH1405 1.aadl:5:61 "p::d" is declared as data, where bus is expected [name a component that is declared as bus]
    BH1405 1.aadl:5:81 "p::d" is declared as data, where feature group is expected [name a component that is declared as feature group]
    BH1405 1.aadl:5:114 "p::t" is declared as thread, where subprogram is expected [name a component that is declared as subprogram]
    BH1405 1.aadl:6:52 "p::d" is declared as data, where subprogram is expected [name a component that is declared as subprogram]"
  `);
});

test("components that extend, contain or call themselves", () => {
  expect(
    faultsOf(`thread a extends b end a; thread b extends a end b;
data d end d; data implementation d.i subcomponents x: data e.i; end d.i;
data e end e; data implementation e.i subcomponents y: data d.i; end e.i;
subprogram f end f; subprogram implementation f.i calls c: { again: subprogram f.i; }; end f.i;
feature group g features h: feature group g; end g;`),
  ).toMatchInlineSnapshot(`
    "BH1407 1.aadl:1:36 "p::b" extends itself [let it extend something else]
    BH1407 1.aadl:1:62 "p::a" extends itself [let it extend something else]
    BH1407 1.aadl:3:53 "p::d.i" contains itself [take it out]
    BH1407 1.aadl:4:62 "p::f.i" calls itself [take it out]
    BH1407 1.aadl:5:1 the feature group "p::g" contains itself [take it out of itself]"
  `);
});

test("a data type may refer to itself through a feature", () => {
  const { root } = modelOf(
    packageOf(`data node features next: requires data access node; end node;
system s end s; system implementation s.i subcomponents d: data node; end s.i;`),
  );
  const { classifier } = root.components[0]!;
  expect(classifier.features[0]!.classifier).toBe(classifier);
});

test("more components and features than can be dealt with", () => {
  const doubled = (what: string, one: (i: number) => string): string =>
    Array.from({ length: 30 }, (_, i) => one(i))
      .join("\n")
      .replaceAll("KIND", what);
  const memories = doubled("memory", (i) => {
    const part = i === 0 ? "" : `m${i - 1}.i`;
    return `KIND m${i} end m${i}; KIND implementation m${i}.i subcomponents a: KIND ${part}; b: KIND ${part}; end m${i}.i;`;
  });
  const main = (memory: string): string =>
    `system s end s; system implementation s.i subcomponents m: memory ${memory}; end s.i;`;
  expect(faultsOf(`${main("m29.i")}\n${memories}`)).toMatchInlineSnapshot(
    `"BH1422 1.aadl:3:60 the model has more than 5000 components [make the arrays smaller, or the model]"`,
  );
  expect(faultsOf(main("[1000000000][0]"))).toMatchInlineSnapshot(
    `"BH1422 1.aadl:1:75 "m" cannot have 1000000000 times 0 elements [an array has 1 to 1000 elements]"`,
  );
  expect(faultsOf(main("[Data_Model::Nothing]"))).toMatchInlineSnapshot(
    `"BH1413 1.aadl:1:75 the size of "m" is no number and no constant"`,
  );
  const groups = doubled("feature group", (i) =>
    i === 0 ? "KIND g0 end g0;" : `KIND g${i} features a: KIND g${i - 1}; b: KIND g${i - 1}; end g${i};`,
  );
  expect(faultsOf(groups)).toMatchInlineSnapshot(`
    "BH1422 1.aadl:10:1 "p::g9" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:11:1 "p::g10" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:12:1 "p::g11" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:13:1 "p::g12" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:14:1 "p::g13" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:15:1 "p::g14" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:16:1 "p::g15" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:17:1 "p::g16" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:18:1 "p::g17" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:19:1 "p::g18" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:20:1 "p::g19" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:21:1 "p::g20" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:22:1 "p::g21" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:23:1 "p::g22" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:24:1 "p::g23" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:25:1 "p::g24" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:26:1 "p::g25" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:27:1 "p::g26" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:28:1 "p::g27" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:29:1 "p::g28" has more than 1000 features [take some out, or groups in groups]
    BH1422 1.aadl:30:1 "p::g29" has more than 1000 features [take some out, or groups in groups]"
  `);
  const chain = Array.from({ length: 5000 }, (_, i) => `data d${i} extends d${i + 1} end d${i};`).join("\n");
  expect(faultsOf(`${chain}data d5000 end d5000;`).split("\n")[0]).toMatchInlineSnapshot(
    `"BH1422 1.aadl:101:19 more than 100 components extend each other [let it extend something else]"`,
  );
  const nest = Array.from(
    { length: 5000 },
    (_, i) => `data d${i} end d${i}; data implementation d${i}.i subcomponents x: data d${i + 1}.i; end d${i}.i;`,
  ).join("\n");
  expect(
    faultsOf(`${nest}data d5000 end d5000; data implementation d5000.i end d5000.i;`).split("\n")[0],
  ).toMatchInlineSnapshot(`"BH1422 1.aadl:101:62 components are nested more than 100 deep [take it out]"`);
});
