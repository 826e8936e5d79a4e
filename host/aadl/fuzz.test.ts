/** Whatever the text: a model or faults with their place, never another error, and an end. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FaultError } from "../config/fault.js";
import { dump } from "./dump.js";
import { tokenize } from "./lexer.js";
import { readModel } from "./read.js";
import { filesOf } from "./reading.js";

const MODEL = `package lib public with Data_Model;
data d properties Data_Model::Data_Representation => Integer; end d;
data implementation d.i subcomponents x: data d; y: data d [2]; end d.i;
feature group g features a: out event data port d; b: requires data access d.i; end g;
abstract base features p: in data port d {Queue_Size => 2;}; end base;
subprogram f features x: in parameter d; end f;
end lib;
property set mine is with lib;
Colour: type enumeration (Red, Green); Most: constant aadlinteger => 5;
count: inherit aadlinteger 0 .. Most => 1 applies to (all); colours: list of Colour applies to (all);
entry: record (what: Colour; when: range of Time;) applies to (all);
end mine;
package main public with lib, mine, POK; l renames package lib; renames data lib::d;
thread t extends l::base features p: refined to in data port d; g: feature group inverse of lib::g; end t;
thread implementation t.i calls main: { one: subprogram lib::f; }; connections c: parameter p -> one.x; end t.i;
process q features p: in data port d; end q;
process implementation q.i subcomponents t: thread t.i [2] {Period => 5 ms; mine::count => mine::Most;};
connections port p -> t.p; modes m: initial mode;
properties mine::entry => [what => Red; when => 1 ms .. 2 ms;] in modes (m); Source_Text +=> ("a.c") applies to t[1]; end q.i;
processor c end c;
processor implementation c.i subcomponents v: virtual processor; properties POK::Slots => (1 ms); POK::Slots_Allocation => (reference (v)); annex x {** y **}; end c.i;
system s end s;
system implementation s.i subcomponents q: process q.i; c: processor c.i;
properties Actual_Processor_Binding => (reference (c.v)) applies to q; mine::colours => (Red, Green) applies to q.t.p; end s.i;
system implementation s.j extends s.i subcomponents q: refined to process q.i; end s.j;
end main;`;

const ANNOYING = [
  "",
  "end",
  ";",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "::",
  ".",
  "..",
  "=>",
  "+=>",
  "->",
  "<->",
  "-",
  "1",
  "1000000000",
  "1e300",
  "16#F",
  '"',
  "{**",
  "--",
  "\n",
  "self",
  "none",
  "extends",
  "applies",
  "refined",
  "to",
  "reference",
  "classifier",
  "in",
  "s.i",
  "s.j",
  "t.i",
  "q.i",
  "lib",
  "main",
  "d",
  "t",
  "mine",
  "list of",
  "é",
  "\u0000",
];

function outcomeOf(...texts: readonly string[]): "model" | "faults" {
  try {
    dump(readModel(filesOf(...texts)).root);
    return "model";
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const { code, message, file, line, column } of error.faults) {
      expect(code).toMatch(/^BH14\d\d$/);
      expect(message).not.toBe("");
      expect(file).toMatch(/^\/model\/|^<.*>$/);
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
    return "faults";
  }
}

/** With its places in order, that joined again make the text. */
const PIECES = tokenize(MODEL).map(({ spelling }) => spelling);

test("the model that is changed below is right", () => {
  expect(outcomeOf(MODEL)).toBe("model");
  expect(outcomeOf(PIECES.join(" "))).toBe("model");
});

test("a model with tokens left out, doubled, replaced and exchanged", () => {
  const change = fc.record({
    at: fc.nat(PIECES.length - 1),
    kind: fc.constantFrom("drop", "double", "replace", "swap", "cut"),
    other: fc.nat(PIECES.length - 1),
    text: fc.constantFrom(...ANNOYING),
    isOther: fc.boolean(),
  });
  const seen = { model: 0, faults: 0 };
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let pieces = [...PIECES];
      for (const { at, kind, other, text, isOther } of changes) {
        const replacement = isOther ? PIECES[other]! : text;
        if (kind === "drop") pieces.splice(at, 1);
        if (kind === "double") pieces.splice(at, 0, pieces[at] ?? "");
        if (kind === "replace") pieces[at] = replacement;
        if (kind === "swap") [pieces[at], pieces[other]] = [pieces[other] ?? "", pieces[at] ?? ""];
        if (kind === "cut") pieces = pieces.slice(0, Math.max(at, pieces.length - 40));
      }
      seen[outcomeOf(pieces.join(" "))]++;
    }),
    { numRuns: 400, seed: 1405 },
  );
  expect(seen.model).toBeGreaterThan(0);
  expect(seen.faults).toBeGreaterThan(0);
});

test("names exchanged for names, so that what is told is told by meaning and not by syntax", () => {
  const names = PIECES.flatMap((piece, i) => (/^[a-z]\w*$/i.test(piece) ? [i] : []));
  const index = fc.nat(names.length - 1);
  fc.assert(
    fc.property(fc.array(fc.tuple(index, index), { minLength: 1, maxLength: 6 }), (exchanges) => {
      const pieces = [...PIECES];
      for (const [to, from] of exchanges) pieces[names[to]!] = PIECES[names[from]!]!;
      outcomeOf(pieces.join(" "));
    }),
    { numRuns: 400, seed: 1406 },
  );
});

test("characters at random, and bytes of a model changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      outcomeOf(text);
    }),
    { numRuns: 200, seed: 1407 },
  );
  fc.assert(
    fc.property(
      fc.nat(MODEL.length - 1),
      fc.nat(20),
      fc.string({ unit: "binary-ascii", maxLength: 3 }),
      (at, length, text) => {
        outcomeOf(MODEL.slice(0, at) + text + MODEL.slice(at + length));
      },
    ),
    { numRuns: 200, seed: 1408 },
  );
});

test("long texts of one thing", () => {
  for (const text of [
    "(",
    "[",
    "{",
    '"',
    "{**",
    "package a public ",
    "a::",
    "a.",
    "--\n",
    "thread t features ",
    "end ",
    ";",
    "\n",
    "x",
    "1",
    "é",
  ]) {
    outcomeOf(text.repeat(20_000));
    outcomeOf(`package p public ${text.repeat(20_000)}`);
    outcomeOf(`package p public thread t properties Period => ${text.repeat(20_000)}`);
  }
});
