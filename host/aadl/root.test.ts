import { expect, test } from "vitest";
import { readModel } from "./read.js";
import { faultsIn, filesOf, packageOf } from "./reading.js";

const rootOf = (text: string, wanted?: string): string => readModel(filesOf(text), wanted).root.classifier.name;

const PARTS = "process q end q; processor c end c;";
const binding = (name: string, more = ""): string => `system ${name} end ${name};
system implementation ${name}.i subcomponents q: process q; c: processor c; ${more}
properties Actual_Processor_Binding => (reference (c)) applies to q; end ${name}.i;`;

test("the one that is a part of no other", () => {
  const text = packageOf(`${PARTS}${binding("inner")}
system outer end outer; system implementation outer.i subcomponents s: system inner.i; end outer.i;`);
  expect(rootOf(text)).toBe("p::outer.i");
});

test("of several that which binds its processes, and of those the one that extends the others", () => {
  const plain = "system other end other; system implementation other.i end other.i;";
  expect(rootOf(packageOf(`${PARTS}${binding("main")}${plain}`))).toBe("p::main.i");
  const extended = "system implementation main.j extends main.i subcomponents r: process q; end main.j;";
  expect(rootOf(packageOf(`${PARTS}${binding("main")}${extended}`))).toBe("p::main.j");
});

test("the one that is asked for, with or without its package", () => {
  const text = packageOf(`${PARTS}${binding("a")}${binding("b")}`);
  expect([rootOf(text, "b.i"), rootOf(text, "P::A.I")]).toEqual(["p::b.i", "p::a.i"]);
});

test("several, none, or another than there is", () => {
  const text = packageOf(`${PARTS}\n${binding("a")}\n${binding("b")}`);
  expect(faultsIn(filesOf(text))).toMatchInlineSnapshot(
    `"BH1421 1.aadl:3:1 several system implementations could be the root: p::a.i, p::b.i [choose one: --root p::a.i]"`,
  );
  expect(faultsIn(filesOf(text), "c.i")).toMatchInlineSnapshot(
    `"BH1420 1.aadl:1:1 there is no system implementation "c.i" [there are p::a.i, p::b.i]"`,
  );
  const twin = `package r public system a end a; system implementation a.i end a.i; end r;`;
  expect(faultsIn(filesOf(text, twin), "a.i")).toMatchInlineSnapshot(
    `"BH1421 1.aadl:1:1 there are several system implementations "a.i" [write p::a.i or r::a.i]"`,
  );
  expect(faultsIn(filesOf("package p public thread t end t; end p;"))).toMatchInlineSnapshot(
    `"BH1420 1.aadl:1:1 there is no system implementation that could be the root [declare a "system implementation" with the processes and the processor as its subcomponents]"`,
  );
});
