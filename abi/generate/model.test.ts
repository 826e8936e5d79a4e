import { expect, test } from "vitest";
import { ABI } from "../index.js";
import { type Call, constant, field, type Struct, struct } from "../schema.js";
import { type AbiSource, buildModel } from "./model.js";

const withStruct = (...structs: Struct[]): AbiSource => ({
  ...ABI,
  layouts: { kernel: [], guest: structs, table: [], observed: [] },
  calls: { core: [], hypercalls: [] },
});
const withCall = (call: Partial<Call>): AbiSource => ({
  ...ABI,
  calls: { core: [{ nr: 1, name: "one", doc: "", args: [], errors: [], ...call }], hypercalls: [] },
});

test("places fields one behind another", () => {
  const model = buildModel(withStruct(struct("Pair", 8, "", [field("a", "u32", ""), field("b", { text: 4 }, "")])));
  expect(model.structs[0]!.fields.map(({ offset, sizeBytes }) => [offset, sizeBytes])).toEqual([
    [0, 4],
    [4, 4],
  ]);
});

test("refuses padding that nobody wrote down", () => {
  const source = withStruct(struct("Gap", 16, "", [field("a", "u32", ""), field("b", "u64", "")]));
  expect(() => buildModel(source)).toThrow("Gap.b: lies at 4 but must be aligned to 8; add 4 bytes before it");
});

test("refuses a size that an array of the structure would pad", () => {
  const source = withStruct(struct("Tail", 12, "", [field("a", "u64", ""), field("b", "u32", "")]));
  expect(() => buildModel(source)).toThrow("Tail: 12 bytes is no multiple of its alignment 8; add 4 bytes at the end");
});

test("refuses a size that the fields do not add up to", () => {
  const source = withStruct(struct("Short", 8, "", [field("a", "u32", "")]));
  expect(() => buildModel(source)).toThrow("Short: declared as 8 bytes, but its fields take 4");
});

test("refuses a contained structure that does not come before", () => {
  const source = withStruct(struct("Outer", 4, "", [field("inner", { struct: "Inner", length: 1 }, "")]));
  expect(() => buildModel(source)).toThrow("Outer.inner: there is no structure Inner before it");
});

test("refuses a name or a number used twice", () => {
  const twice = struct("Twice", 8, "", [field("a", "u32", ""), field("a", "u32", "")]);
  expect(() => buildModel(withStruct(twice))).toThrow("Twice.a: the name is used twice");
  const calls = [
    { nr: 7, name: "one", doc: "", args: [], errors: [] },
    { nr: 7, name: "two", doc: "", args: [], errors: [] },
  ];
  expect(() => buildModel({ ...ABI, calls: { core: calls, hypercalls: [] } })).toThrow("call numbers: 7 occurs twice");
  const limits = [constant("PAGE_SIZE", 1, "")];
  expect(() => buildModel({ ...ABI, constants: { ...ABI.constants, limits } })).toThrow(
    "constant names: PAGE_SIZE occurs twice",
  );
});

test("refuses a value that is no 32-bit number", () => {
  const limits = [constant("TOO_MUCH", 2 ** 32, "")];
  expect(() => buildModel({ ...ABI, constants: { ...ABI.constants, limits } })).toThrow(
    "TOO_MUCH: 4294967296 does not fit 32 bits",
  );
});

test("refuses a call that names what does not exist", () => {
  expect(() => buildModel(withCall({ errors: ["NO_SUCH"] }))).toThrow("call one: there is no STATUS value NO_SUCH");
  expect(() => buildModel(withCall({ args: [{ name: "p", type: "guest_in", length: "n", doc: "" }] }))).toThrow(
    "call one, p: there is no argument n",
  );
  expect(() => buildModel(withCall({ args: [{ name: "p", type: "guest_out", struct: "Nothing", doc: "" }] }))).toThrow(
    "call one, p: there is no structure Nothing",
  );
  expect(() => buildModel(withCall({ args: [{ name: "p", type: "guest_out", doc: "" }] }))).toThrow(
    "call one, p: memory needs a length or a structure",
  );
});

test("refuses more arguments than registers", () => {
  const args = Array.from({ length: 6 }, (_, index) => ({ name: `a${index}`, type: "u32" as const, doc: "" }));
  expect(() => buildModel(withCall({ args }))).toThrow("call one: 6 arguments, but only 5 registers carry them");
});
