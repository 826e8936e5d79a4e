import { expect, test } from "vitest";
import { staleReason } from "./bootstrap.mjs";

const lock = (version) => ({ packages: { "": {}, "node_modules/zod": { version } } });

test("packages that match the lock file need no installation", () => {
  const { version } = { version: "1.0.0" };
  expect(staleReason(lock(version), lock(version))).toBeUndefined();
});

test("what is missing or of another version is named", () => {
  expect(staleReason(lock("1.0.0"), undefined)).toMatch("node_modules is missing");
  expect(staleReason(lock("1.0.0"), { packages: {} })).toBe("zod is not installed");
  expect(staleReason(lock("1.0.0"), lock("0.9.0"))).toBe("zod is 0.9.0, and should be 1.0.0");
});

test("a package for another platform may be missing", () => {
  const optional = { packages: { "node_modules/@zigc/plan9-mips": { version: "1.0.0", optional: true } } };
  expect(staleReason(optional, { packages: {} })).toBeUndefined();
});

test("the C compiler of this platform may not", () => {
  const path = `node_modules/@zigc/${process.platform}-${process.arch}`;
  const optional = { packages: { [path]: { version: "1.0.0", optional: true } } };
  expect(staleReason(optional, { packages: {} })).toMatch("is not installed");
});
