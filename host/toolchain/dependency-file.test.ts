import { expect, test } from "vitest";
import { parseDependencies } from "./dependency-file.js";

test("names over several lines, with escaped spaces", () => {
  expect(parseDependencies("out/object.o: a.c \\\n  dir/b\\ c.h \\\n  d.h\n")).toEqual(["a.c", "dir/b c.h", "d.h"]);
});

test("a drive letter is no target's end", () => {
  expect(parseDependencies("C:\\x.o: C:/a.c\n")).toEqual(["C:/a.c"]);
});
