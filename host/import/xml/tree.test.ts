import { expect, test } from "vitest";
import { ConfigError, type Fault } from "../../config/fault.js";
import { LIMITS } from "./limits.js";
import { XmlSource } from "./source.js";
import { parseXml, type XmlElement } from "./tree.js";

const source = (text: string): XmlSource => new XmlSource({ path: "/m.xml", text });
const parse = (text: string): XmlElement => parseXml(source(text));

function refusal(text: string): Fault {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults[0]!;
    throw error;
  }
  throw new Error("it was read");
}

test("elements and attributes know their places", () => {
  const text = '\uFEFF<?xml version="1.0"?>\r\n<!-- <x/> -->\r\n<a:M\r\n  One = "1 &lt; 2"\r\n\tTwo=\'"\'><b/></a:M>';
  const from = source(text);
  const root = parseXml(from);
  expect(root.local).toBe("M");
  expect(from.place(root.mark)).toMatchObject({ line: 3, column: 1 });
  expect(
    root.attributes.map(({ local, value, mark }) => [local, value, from.place(mark).line, from.place(mark).column]),
  ).toEqual([
    ["One", "1 < 2", 4, 10],
    ["Two", '"', 5, 7],
  ]);
  expect(from.place(root.children[0]!.mark)).toMatchObject({ line: 5, column: 10 });
  expect(from.place(root.attributes[0]!.mark).frame).toBe(
    '  3 | <a:M\n> 4 |   One = "1 &lt; 2"\n    |          ^^^^^^^^\n  5 |   Two=\'"\'><b/></a:M>',
  );
});

test("namespaces reach as far as their elements, and a prefix that nothing declares is none", () => {
  const root = parse(
    '<m xmlns:a="urn:a"><a:x a:p="1" b:q="2"/><y xmlns="urn:b"><z/></y><a:w xmlns:a="urn:c"/><v/></m>',
  );
  const [x, y, w, v] = root.children;
  expect([x, y, y?.children[0], w, v].map((each) => each?.namespace)).toEqual([
    "urn:a",
    "urn:b",
    "urn:b",
    "urn:c",
    undefined,
  ]);
  expect(x?.attributes.map(({ local, namespace }) => [local, namespace])).toEqual([
    ["p", "urn:a"],
    ["q", undefined],
  ]);
});

test("what concerns the file itself is not kept", () => {
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"';
  expect(parse(`<m ${xsi} xml:lang="en" a="1"/>`).attributes.map(({ local }) => local)).toEqual(["a"]);
});

test.each([
  ["", "this is no XML: document must contain a root element", undefined],
  ["module", "this is no XML: text data outside of root node", 1],
  ["<m>\n<p></m>", "this is no XML: unexpected close tag", 2],
  ["<m>\n <p a=1/></m>", "this is no XML: unquoted attribute value", 2],
  ['<m>\n<p a="1"\na="2"/></m>', "this is no XML: duplicate attribute: a", 3],
  ["<m>\n&nbsp;</m>", "this is no XML: undefined entity", 2],
  ["<m>\n", "this is no XML: unclosed tag: m", undefined],
  ["\uFFFD\uFFFD<\0m\0/\0>\0", "the file is not in UTF-8", 1],
])("%j is refused", (text, message, line) => {
  const fault = refusal(text);
  expect(fault).toMatchObject({ code: "BH1300", message, file: "/m.xml" });
  if (line !== undefined) expect(fault.line).toBe(line);
});

test("entities are not expanded, whatever they would come to", () => {
  const bomb = ["a", "b", "c"].map(
    (name, i) => `<!ENTITY ${name} "${i === 0 ? "x" : `&${"ab"[i - 1]};`.repeat(1000)}">`,
  );
  const fault = refusal(`<!DOCTYPE m [\n${bomb.join("\n")}\n]>\n<m a="&c;"/>`);
  expect(fault).toMatchObject({ code: "BH1302", line: 2 });
  expect(refusal('<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/passwd">]><m>&f;</m>').code).toBe("BH1302");
  expect(refusal('<!DOCTYPE m [<!ENTITY % f SYSTEM "http://example.org/x.dtd"> %f;]><m/>').code).toBe("BH1302");
});

test("a document type without entities is passed over", () => {
  expect(parse('<!DOCTYPE m SYSTEM "http://example.org/never-read.dtd"><m/>').local).toBe("m");
});

test("depth and size have limits", () => {
  const deep = (depth: number): string => "<m>".repeat(depth) + "</m>".repeat(depth);
  expect(parse(deep(LIMITS.depth)).local).toBe("m");
  expect(refusal(deep(LIMITS.depth + 1))).toMatchObject({ code: "BH1301", column: 3 * LIMITS.depth + 1 });
  expect(refusal("<m>".repeat(1_000_000))).toMatchObject({ code: "BH1301" });
  expect(refusal(`<m>${"<p/>".repeat(LIMITS.elements)}</m>`)).toMatchObject({ code: "BH1301" });
  expect(refusal(`<m a="${"x".repeat(LIMITS.characters)}"/>`)).toMatchObject({ code: "BH1301" });
});

test("a line too long to be drawn is named and not drawn", () => {
  const from = source(`<m>${" ".repeat(1000)}<p a="1"/></m>`);
  expect(from.place(parseXml(from).children[0]!.mark)).toEqual({ file: "/m.xml", line: 1, column: 1004 });
});
