import { expect, test } from "vitest";
import { dump } from "./dump.js";
import { faultsOf, modelOf, packageOf } from "./reading.js";

const PARTS = `data d end d;
bus b end b;
thread t features i: in data port d; o: out data port d; e: in event port; io: in out event data port d; a: requires data access d; end t;
process q features i: in data port d; o: out data port d; b: requires bus access b; end q;
subprogram f features x: in parameter d; y: out parameter d; end f;
`;

/** The connections in a system with the process that `declarations` declare as `q.i`. */
const connectionsOf = (declarations: string, system = ""): string => {
  const { root } = modelOf(
    packageOf(`${PARTS}${declarations}
system s end s; system implementation s.i subcomponents q: process q.i; r: process q; net: bus b; ${system} end s.i;`),
  );
  return dump(root)
    .split("\n")
    .filter((line) => line.includes("->"))
    .map((line) => line.trim())
    .filter((line) => !line.includes("=>"))
    .join("\n");
};

test("ends at the component itself, at parts, at calls, at data and buses", () => {
  expect(
    connectionsOf(
      `thread implementation t.i
calls c: { one: subprogram f; two: subprogram f; };
connections parameter i -> one.x; p2: parameter one.y -> two.x; parameter two.y -> o; port self.i -> self.o;
end t.i;
process implementation q.i
subcomponents x: thread t.i; y: thread t; store: data d;
connections port i -> x.i; c2: port x.o -> y.i; port y.o -> o; data access store -> x.a; data access y.a <-> store; io: port x.io <-> y.io;
end q.i;`,
      "connections n: bus access net -> q.b; bus access net -> r.b; port q.o -> r.i;",
    ),
  ).toMatchInlineSnapshot(`
    ": parameter i -> call one.x
    p2: parameter call one.y -> call two.x
    : parameter call two.y -> o
    : port i -> o
    : port i -> x.i
    c2: port x.o -> y.i
    : port y.o -> o
    : data access store -> x.a
    : data access y.a <-> store
    io: port x.io <-> y.io
    n: bus access net -> q.b
    : bus access net -> r.b
    : port q.o -> r.i"
  `);
});

test("as AADL v1 wrote them", () => {
  expect(
    connectionsOf(`process implementation q.i
subcomponents x: thread t; y: thread t;
connections data port x.o -> y.i; d: data port x.o ->> y.i; event data port x.io -> y.io;
end q.i;`),
  ).toMatchInlineSnapshot(`
    ": port x.o -> y.i
    d: port x.o -> y.i
    : port x.io -> y.io"
  `);
});

test("refined, with the properties of both", () => {
  const { root } = modelOf(
    packageOf(`${PARTS}process implementation q.i subcomponents x: thread t; y: thread t; connections c: port x.o -> y.i {Timing => immediate;}; end q.i;
process implementation q.j extends q.i connections c: refined to port {Latency => 1 ms .. 2 ms;}; end q.j;
system s end s; system implementation s.i subcomponents q: process q.j; end s.i;`),
  );
  expect(
    root.components[0]!.connections.map(({ name, properties }) => [name, properties.own.map((own) => own.name)]),
  ).toEqual([["c", ["Communication_Properties::Latency", "Communication_Properties::Timing"]]]);
});

test("feature groups: feature by feature, each in its direction", () => {
  expect(
    connectionsOf(
      `feature group g features a: out data port d; b: in data port d; end g;
device dev features g: feature group g; end dev;
process w features g: feature group inverse of g; end w;
thread u features g: feature group inverse of g; end u;
process implementation w.i subcomponents u: thread u; connections feature group g <-> u.g; end w.i;
process implementation q.i end q.i;`,
      "one: device dev; two: process w.i; three: device dev; connections k: feature group one.g <-> two.g; port three.g.a -> r.i;",
    ),
  ).toMatchInlineSnapshot(`
    ": port g.a -> u.g.a
    : port u.g.b -> g.b
    k: port one.g.a -> two.g.a
    k: port two.g.b -> one.g.b
    : port three.g.a -> r.i"
  `);
});

test("arrays: element by element if they are of one size, each with each if not", () => {
  expect(
    connectionsOf(`process implementation q.i
subcomponents x: thread t[2]; y: thread t[2]; z: thread t;
connections a: port x.o -> y.i; b: port x.o -> z.i; c: port x[2].o->y[1].i;
end q.i;`),
  ).toMatchInlineSnapshot(`
    "a: port x[1].o -> y[1].i
    a: port x[2].o -> y[2].i
    b: port x[1].o -> z.i
    b: port x[2].o -> z.i
    c: port x[2].o -> y[1].i"
  `);
});

test("ends that are not there, or do not fit", () => {
  expect(
    faultsOf(`${PARTS}process implementation q.i
subcomponents x: thread t; y: thread t[2]; store: data d; bare: thread;
connections
port x.ou -> y.i;
port x.oo -> y[1].i;
port zz.o -> x.i;
port j -> x.i;
port y[3].o -> x.i;
port bare.o -> x.i;
port x.i -> o;
port x.o -> i;
port i -> x.o;
port b -> x.i;
bus access x.o -> b;
port processor.o -> x.i;
end q.i;`),
  ).toMatchInlineSnapshot(
    `
    "BH1406 1.aadl:9:6 there is no "ou" in "x" to be connected [did you mean "o"?]
    BH1406 1.aadl:10:6 there is no "oo" in "x" to be connected [did you mean "o"?]
    BH1406 1.aadl:11:6 there is no "zz.o" here to be connected [there are i, o, b, x, y, store, bare]
    BH1406 1.aadl:12:6 there is no "j" here to be connected [did you mean "i"?]
    BH1406 1.aadl:13:6 "y" has no element [3] [elements count from 1]
    BH1406 1.aadl:14:6 "bare" has no features
    BH1409 1.aadl:15:1 a connection cannot begin at "i", which is in [turn the connection round, or the direction of the feature]
    BH1409 1.aadl:16:1 a connection cannot end at "i", which is in of the component itself [turn the connection round, or the direction of the feature]
    BH1409 1.aadl:17:1 a connection cannot end at "o", which is out [turn the connection round, or the direction of the feature]
    BH1409 1.aadl:18:1 a port connection cannot lead to "b", which is declared as bus access [write "bus access" before the connection]
    BH1409 1.aadl:19:1 a bus access connection cannot lead to "o", which is declared as data port [write "port" before the connection]
    BH1401 1.aadl:20:6 a connection with a feature of the processor is not read [connect it to a subcomponent]"
  `,
  );
  expect(
    faultsOf(`${PARTS}feature group g features a: out data port d; end g; feature group h features b: out data port d; end h;
device v features g: feature group g; h: feature group h; end v; process implementation q.i subcomponents v: device v; w: device v;
connections feature group v.g <-> w.h;
end q.i;`),
  ).toMatchInlineSnapshot(
    `"BH1409 1.aadl:8:13 "a" is in the feature group of one end only [connect groups of the same type]"`,
  );
});

test("more connections than can be dealt with", () => {
  expect(
    faultsOf(`${PARTS}process implementation q.i subcomponents x: thread t[1000]; y: thread t[999]; connections
port x.o -> y.i; end q.i;`),
  ).toMatchInlineSnapshot(`"BH1422 1.aadl:7:1 a component has more than 10000 connections [make the arrays smaller]"`);
});
