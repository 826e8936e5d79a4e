import { expect, test } from "vitest";
import accepted from "../../abi/apex/conformity.json" with { type: "json" };
import { APEX_CASES } from "../../host/generated/apex-cases.js";
import { conformityResults } from "./results.js";

test("a case passes when it does everywhere", () => {
  const first = "hello\ncase GET_TIME NO_ERROR: passed\ncase CREATE_PROCESS INVALID_PARAM 2: passed\n";
  const second = "case CREATE_PROCESS INVALID_PARAM 2: failed, NO_ERROR\ncase START NO_ACTION: passed\n";
  expect(conformityResults([first, second])).toEqual({
    passed: ["START NO_ACTION", "GET_TIME NO_ERROR"],
    failed: [["CREATE_PROCESS INVALID_PARAM 2", "NO_ERROR"]],
  });
});

test("a case that the table does not have is refused", () => {
  expect(() => conformityResults(["case GET_TIME TIMED_OUT: passed\n"])).toThrow("there is no case GET_TIME TIMED_OUT");
});

test("what the manual says was tested are cases of the table", () => {
  const known = APEX_CASES.map(({ id }) => id);
  for (const id of accepted) expect(known).toContain(id);
});
