import { expect, test } from "vitest";
import { dump, dumpValue, pathOf } from "./dump.js";
import type { Instance } from "./instance.js";
import { faultsOf, modelOf, packageOf, warningsOf } from "./reading.js";

const rootOf = (declarations: string): Instance => modelOf(packageOf(declarations)).root;

/** The part at `a.b`. */
const at = (root: Instance, path: string): Instance =>
  path.split(".").reduce((part, name) => part.components.find((component) => component.name === name)!, root);

const valueAt = (root: Instance, path: string, property: string): string | undefined => {
  const found = at(root, path).properties.get(property);
  return found && dumpValue(found.value);
};

test("the outermost association wins, then the part's own, its implementation's, its type's, their ancestors'", () => {
  const levels = (upTo: number): string => {
    const say = (level: number, where = ""): string => (level <= upTo ? `Priority => ${level}${where};` : "");
    return `thread base properties ${say(1)} end base;
thread t extends base properties ${say(2)} end t;
thread implementation t.i properties ${say(3)} end t.i;
thread implementation t.j extends t.i properties ${say(4)} end t.j;
process q end q;
process implementation q.i subcomponents t: thread t.j {${say(5)}}; properties ${say(6, " applies to t")} end q.i;
system s end s;
system implementation s.i subcomponents q: process q.i {${say(7, " applies to t")}}; properties ${say(8, " applies to q.t")} end s.i;`;
  };
  for (let level = 1; level <= 8; level++) {
    const root = rootOf(levels(level));
    expect(valueAt(root, "q.t", "Priority")).toBe(String(level));
    expect(at(root, "q.t").properties.own).toHaveLength(1);
  }
});

test("what is inherited comes from the parent, else the default; own is neither", () => {
  const root = rootOf(`thread t features p: in event data port; end t;
process q end q; process implementation q.i subcomponents t: thread t; properties Period => 5 ms; Source_Text => ("q.c"); end q.i;
system s end s; system implementation s.i subcomponents q: process q.i; properties Criticality => 3 applies to q; Source_Text => ("s.c"); end s.i;`);
  expect(
    ["Period", "deadline", "Source_Text", "Criticality", "Priority"].map((name) => valueAt(root, "q.t", name)),
  ).toEqual(["5000000 ns", "5000000 ns", '("q.c")', undefined, undefined]);
  const thread = at(root, "q.t");
  expect(thread.properties.own).toEqual([]);
  expect(thread.properties.get("Timing_Properties::Period")!.place.line).toBe(2);
  const [port] = thread.features;
  expect(port!.properties.get("Queue_Size")).toMatchObject({
    name: "Communication_Properties::Queue_Size",
    value: { value: 1 },
  });
  expect(port!.properties.get("Actual_Memory_Binding")).toBeUndefined();
  expect(port!.properties.get("No_Such_Property")).toBeUndefined();
});

test("a deadline that is not given is the period, wherever that comes from", () => {
  const root = rootOf(`thread t end t; process q end q; process implementation q.i subcomponents t: thread t; end q.i;
system s end s; system implementation s.i subcomponents q: process q.i; properties Period => 9 ms applies to q.t; end s.i;`);
  expect([valueAt(root, "q.t", "Deadline"), valueAt(root, "q", "Deadline")]).toEqual(["9000000 ns", undefined]);
});

test("+=> adds to what would hold otherwise", () => {
  const root = rootOf(`process q properties Source_Text => ("a.c"); end q;
process implementation q.i properties Source_Text +=> ("b.c"); end q.i;
system s end s; system implementation s.i subcomponents q: process q.i; properties Source_Text +=> ("c.c", "d.c") applies to q; Source_Text => ("s.c"); end s.i;`);
  expect(valueAt(root, "q", "Source_Text")).toBe('("a.c", "b.c", "c.c", "d.c")');
});

test("applies to: parts of parts, elements of arrays, features, features of groups, connections", () => {
  const root = rootOf(`feature group g features x: in event data port; y: out event data port; end g;
thread t features g: feature group g; p: in event data port; o: out event data port; end t;
process q end q; process implementation q.i subcomponents t: thread t[2]; u: thread t; connections c: port u.o -> t[1].p; end q.i;
system s end s; system implementation s.i subcomponents q: process q.i; properties
Priority => 1 applies to q.t; Period => 1 ms applies to q.t[2], q.u;
Queue_Size => 5 applies to q.u.p, q.u.g; Queue_Size => 6 applies to q.t[1].g.y;
Timing => delayed applies to q.c; end s.i;`);
  expect(dump(root)).toMatchInlineSnapshot(`
    "s: system p::s.i
      q: process p::q.i
        t[1]: thread p::t
          Thread_Properties::Priority => 1
          feature g.x: in event data port
          feature g.y: out event data port
            Communication_Properties::Queue_Size => 6
          feature p: in event data port
          feature o: out event data port
        t[2]: thread p::t
          Thread_Properties::Priority => 1
          Timing_Properties::Period => 1000000 ns
          feature g.x: in event data port
          feature g.y: out event data port
          feature p: in event data port
          feature o: out event data port
        u: thread p::t
          Timing_Properties::Period => 1000000 ns
          feature g.x: in event data port
            Communication_Properties::Queue_Size => 5
          feature g.y: out event data port
            Communication_Properties::Queue_Size => 5
          feature p: in event data port
            Communication_Properties::Queue_Size => 5
          feature o: out event data port
        c: port u.o -> t[1].p
          Communication_Properties::Timing => delayed"
  `);
});

test("a value for some modes only yields to one for all", () => {
  const root =
    rootOf(`system s end s; system implementation s.i subcomponents c: processor; modes a: initial mode; properties
Scheduling_Protocol => (RR) applies to c in modes (a); Scheduling_Protocol => (EDF) applies to c;
Period => 1 ms in modes (a), 2 ms; end s.i;`);
  expect(valueAt(root, "c", "Scheduling_Protocol")).toBe("(edf)");
  expect(dumpValue(root.properties.get("Period")!.value)).toBe("2000000 ns");
});

test("references start where the association stands", () => {
  const root = rootOf(`virtual processor v end v; memory m end m;
processor c end c; processor implementation c.i subcomponents one: virtual processor v; two: virtual processor v;
properties POK::Slots_Allocation => (reference (two), reference (one)); end c.i;
process q end q;
system s end s; system implementation s.i subcomponents c: processor c.i; d: processor c.i; m: memory m[2];
q: process q {Actual_Processor_Binding => (reference (d.one));}; 
r: process q;
properties Actual_Processor_Binding => (reference (c.two)) applies to r; Actual_Memory_Binding => (reference (m[2])) applies to q, r; end s.i;`);
  expect(
    ["q", "r"].flatMap((name) => at(root, name).properties.own.map(({ value }) => dumpValue(value))),
  ).toMatchInlineSnapshot(`
    [
      "(reference m[2])",
      "(reference d.one)",
      "(reference c.two)",
      "(reference m[2])",
    ]
  `);
  expect(["c", "d"].map((name) => valueAt(root, name, "POK::Slots_Allocation"))).toMatchInlineSnapshot(`
    [
      "(reference c.two, reference c.one)",
      "(reference d.two, reference d.one)",
    ]
  `);
  expect(pathOf(at(root, "c.two"))).toBe("c.two");
});

test("of a classifier without an instance: all but what refers to instances", () => {
  const root = rootOf(`memory m end m; virtual processor v end v;
processor c end c; processor implementation c.i subcomponents v: virtual processor v;
properties POK::Slots => (1 ms); POK::Slots_Allocation => (reference (v)); end c.i;
system s end s; system implementation s.i subcomponents c: processor c.i; end s.i;`);
  expect(at(root, "c").classifier.properties.own.map(({ name }) => name)).toEqual(["POK::Slots"]);
  expect(at(root, "c").properties.own.map(({ name }) => name)).toEqual(["POK::Slots", "POK::Slots_Allocation"]);
});

test("names in associations that lead nowhere", () => {
  expect(
    faultsOf(`thread t features port_a: in event data port; end t;
process q end q; process implementation q.i subcomponents t: thread t[2]; end q.i;
system s end s; system implementation s.i subcomponents q: process q.i; c: processor; properties
Priority => 1 applies to qq;
Priority => 1 applies to q.tt;
Priority => 1 applies to q.t[3];
Queue_Size => 1 applies to q.t.port_b;
Queue_Size => 1 applies to c.x;
Actual_Processor_Binding => (reference (cc)) applies to q;
Actual_Memory_Binding => (reference (c.x.y)) applies to q;
Compute_Entrypoint => classifier (p::nothing) applies to q.t;
end s.i;`),
  ).toMatchInlineSnapshot(`
    "BH1406 1.aadl:4:26 there is no "qq" that "applies to qq" could mean [did you mean "q"?]
    BH1406 1.aadl:5:26 there is no "tt" that "applies to q.tt" could mean [did you mean "t"?]
    BH1406 1.aadl:6:26 "t" has no element [3]
    BH1406 1.aadl:7:28 there is no "port_b" that "applies to q.t.port_b" could mean [did you mean "port_a"?]
    BH1406 1.aadl:8:28 there is no "x" that "applies to c.x" could mean
    BH1406 1.aadl:9:41 there is no "cc" to be referred to [did you mean "c"?]
    BH1406 1.aadl:10:38 there is no "c.x.y" to be referred to [did you mean "c"?]
    BH1404 1.aadl:11:35 there is no component "nothing" in package "p" [there are t, q, q.i, s, s.i]"
  `);
});

test("a thing said twice", () => {
  expect(
    faultsOf(`thread t properties Priority => 1; Period => 1 ms;
Thread_Properties::priority => 2;
end t;`),
  ).toMatchInlineSnapshot(
    `"BH1402 1.aadl:2:1 Thread_Properties::Priority has a value already, in line 1 [leave one of them out]"`,
  );
});

test("warnings: once for a property that is not known, or not meant for what it is said of", () => {
  expect(
    warningsOf(
      packageOf(
        `thread t properties Prioritee => 1; Needed_Memory_Size => 5 KByte; POK::Slotz => (1 ms); ACME::Any => 5 furlongs; end t;
thread u properties prioritee => "x"; Acme::Any => true; Bulkhead::vCPUs => 1; end u;
thread v properties Bulkhead::vCPUs => 2; end v;
process q features x: out event port; y: in event port; end q;
process implementation q.i subcomponents t: thread t; u: thread u; v: thread v; end q.i;
system s end s; system implementation s.i subcomponents q: process q.i {Bulkhead::vCPUs => 4;}; r: process q.i;
connections c: port q.x -> r.y; properties Actual_Connection_Binding => (reference (c)) applies to q; end s.i;`,
        "with POK, Bulkhead;",
      ),
    ),
  ).toMatchInlineSnapshot(`
    "1.aadl:1 the property "Prioritee" is not known: it is left out [did you mean "Priority"?]
    1.aadl:1 the property "Needed_Memory_Size" is not known: it is left out [did you mean "POK::Needed_Memory_Size"?]
    1.aadl:1 the property "POK::Slotz" is not known: it is left out [did you mean "POK::Slots"?]
    1.aadl:1 the property "ACME::Any" is not known: it is left out
    1.aadl:2 Bulkhead::vCPUs is no property of a thread [it is one of process, virtual processor]
    1.aadl:7 "c" is no component: the reference is left out"
  `);
});
