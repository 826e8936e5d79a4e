import { expect, test } from "vitest";
import accepted from "../../abi/apex/conformity.json" with { type: "json" };
import { APEX_CASES } from "../../host/generated/apex-cases.js";
import { conformityResults, type ProgramConsole } from "./results.js";
import { serviceResults } from "./services.js";

const said = (program: string, ...lines: string[]): ProgramConsole => ({ program, language: "C", lines });

test("a case passes when it does everywhere", () => {
  const first = said("first", "hello", "case GET_TIME NO_ERROR: passed", "case CREATE_PROCESS INVALID_PARAM 2: passed");
  const second = said(
    "second",
    "case CREATE_PROCESS INVALID_PARAM 2: failed, NO_ERROR",
    "case START NO_ACTION: passed",
  );
  const { passed, failed } = conformityResults([first, second]);
  expect(passed).toEqual(["START NO_ACTION", "GET_TIME NO_ERROR"]);
  expect(failed).toEqual([["CREATE_PROCESS INVALID_PARAM 2", "NO_ERROR"]]);
});

test("a case that the table does not have is refused", () => {
  expect(() => conformityResults([said("old", "case GET_TIME TIMED_OUT: passed")])).toThrow(
    "there is no case GET_TIME TIMED_OUT",
  );
});

test("a program that does not end, or ends twice, is told of, and so is a check that does not hold", () => {
  const { unfinished, checksPassed, checksFailed } = conformityResults([
    said("short", "check the sun rises: passed", "check pigs fly: failed"),
    said("good", "done"),
    said("twice", "done", "done"),
  ]);
  expect(unfinished).toEqual(["short", "twice"]);
  expect(checksPassed).toBe(1);
  expect(checksFailed).toEqual([["short: pigs fly", "failed"]]);
});

test("a service is implemented with all its cases, and a stub when none ran", () => {
  const lines = ["START NO_ERROR", "START NO_ACTION", "GET_TIME NO_ERROR"].map((id) => `case ${id}: passed`);
  const typeScript: ProgramConsole = {
    program: "ts",
    language: "TypeScript",
    lines: ["START NO_ERROR ok", "hello", "1 cases, 0 failed"],
  };
  const services = serviceResults(conformityResults([said("all", ...lines), typeScript]));
  const named = (wanted: string) => services.find(({ name }) => name === wanted)!;
  expect(named("GET_TIME")).toMatchObject({ part: 1, state: "implemented", codes: ["NO_ERROR"] });
  expect(named("START")).toMatchObject({
    state: "failed",
    codes: ["NO_ERROR", "NO_ACTION"],
    codesTypeScript: ["NO_ERROR"],
  });
  expect(named("STOP")).toMatchObject({ state: "stub", codes: [] });
});

test("what the manual says was tested are cases of the table", () => {
  const known = APEX_CASES.map(({ id }) => id);
  for (const id of accepted) expect(known).toContain(id);
});
