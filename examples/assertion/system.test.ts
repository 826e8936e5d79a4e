/** Both programs stop by themselves, and the system ends. */
import { boot } from "bulkhead";
import { expect, test } from "vitest";

test("the assertion that does not hold says where, and gives its partition another code", async () => {
  const system = await boot(new URL("./system.ts", import.meta.url));
  await system.run({ for: "100ms" });
  expect(system.state).toBe("ended");
  const [wrong, own] = [system.partition("wrong"), system.partition("own")];
  expect(wrong.output).toEqual(["half of 6 is 3", "wrong.c:6: half: Assertion `value % 2 == 0' failed."]);
  expect({ wrong: wrong.exitCode, own: own.exitCode }).toEqual({ wrong: 134, own: 0 });
  expect(wrong.health).toMatchObject([{ error: "application error", code: 134 }]);
  expect(own.health).toEqual([]);
});
