import { expect, test } from "vitest";
import { numberValue, tokenize } from "./lexer.js";

const seen = (text: string): string[] => tokenize(text).map(({ kind, text: meaning }) => `${kind} ${meaning}`);

test("words in lower case, symbols, the longest first", () => {
  expect(seen("Data_1 => a::B+=>c->d->>e<->f..g")).toEqual([
    "word data_1",
    "symbol =>",
    "word a",
    "symbol ::",
    "word b",
    "symbol +=>",
    "word c",
    "symbol ->",
    "word d",
    "symbol ->>",
    "word e",
    "symbol <->",
    "word f",
    "symbol ..",
    "word g",
    "end of file ",
  ]);
});

test("comments end with their line", () => {
  expect(seen('a -- b "c\nd-- e\r-- f\r\n')).toEqual(["word a", "word d", "end of file "]);
});

test("numbers stop before a range and before a unit", () => {
  expect(seen("1..2.5 500ms 2E3 16#fF# 1_000")).toEqual([
    "number 1",
    "symbol ..",
    "number 2.5",
    "number 500",
    "word ms",
    "number 2E3",
    "number 16#fF#",
    "number 1_000",
    "end of file ",
  ]);
});

test("the values of numbers", () => {
  expect(["1_000", "2.5", "2E3", "16#fF#", "2#101#", "2#1#e32"].map(numberValue)).toEqual([
    1000,
    2.5,
    2000,
    255,
    5,
    2 ** 32,
  ]);
  expect(["2#2#", "1#0#", "17#1#", "1#"].map(numberValue)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test("texts with quotes in them; one without an end is none", () => {
  expect(seen('"a ""b"" -- c" ""')).toEqual(['string a "b" -- c', "string ", "end of file "]);
  expect(seen('"a\nb')).toEqual(['unknown "', "word a", "word b", "end of file "]);
});

test("an annex is one token, or the rest of the file", () => {
  expect(seen("{** a ; ** } **};")).toEqual(["annex {** a ; ** } **}", "symbol ;", "end of file "]);
  expect(seen("a {** b **\n}")).toEqual(["word a", "unknown {** b **\n}", "end of file "]);
});

test("places count from 1, whatever ends the lines, and behind a byte order mark", () => {
  const places = tokenize("\ufeffa b\r\n c\n{**\n**} d\re").map(({ line, column }) => `${line}:${column}`);
  expect(places).toEqual(["1:1", "1:3", "2:2", "3:1", "4:5", "5:1", "5:2"]);
});
