import { expect, test } from "vitest";
import { parseDiagnostics } from "./c-diagnostics.js";

const SOURCE = "#include <x.h>\nint main(void) {\n  retrun 0;\n}\n";
const read = async (file: string) => (file === "/p/main.c" ? SOURCE : undefined);

test("clang's error carries file, line, column and the lines around it", async () => {
  const text = "/p/main.c:3:3: error: use of undeclared identifier 'retrun' [-Wsome]\n1 error generated.\n";
  const { errors, warnings } = await parseDiagnostics(text, read);
  expect(warnings).toEqual([]);
  expect(errors).toMatchObject([
    { code: "BH2002", message: "use of undeclared identifier 'retrun'", file: "/p/main.c", line: 3, column: 3 },
  ]);
  expect(errors[0]!.frame).toContain("> 3 |   retrun 0;");
});

test("warnings are told apart, and each is told once", async () => {
  const line = "/p/main.c:3:3: warning: unused value [-Wunused-value]\n";
  const { errors, warnings } = await parseDiagnostics(line + line, read);
  expect(errors).toEqual([]);
  expect(warnings).toMatchObject([{ message: "unused value", line: 3 }]);
});

test.each([
  ["lld", "ld.lld: error: undefined symbol: missing\n>>> referenced by main.c:3 (/p/main.c:3)\n"],
  ["zig", "error: undefined symbol: missing\n    note: referenced by /p/main.c:3\n"],
  [
    "GNU ld",
    "/usr/bin/ld: /p/main.c:3: undefined reference to `missing'\ncollect2: error: ld returned 1 exit status\n",
  ],
])("%s: a missing symbol", async (_, text) => {
  const { errors } = await parseDiagnostics(text, read);
  expect(errors).toMatchObject([{ code: "BH2003", message: 'nothing defines "missing", which the program uses' }]);
});

test("an assembler's error without a column points at the line", async () => {
  const { errors } = await parseDiagnostics("/p/main.c:2: Error: x\n/p/main.c:2: error: no such instruction\n", read);
  expect(errors).toMatchObject([{ line: 2, column: 1, message: "no such instruction" }]);
});

test("an error inside a macro points at the macro's use", async () => {
  const text = "<instantiation>:1:5: error: no\n  .x\n^\n/p/main.c:3:1: note: while in macro instantiation\nM\n";
  const { errors } = await parseDiagnostics(text, read);
  expect(errors).toMatchObject([{ file: "/p/main.c", line: 3, message: "no" }]);
});
