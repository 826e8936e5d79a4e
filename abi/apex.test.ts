import { expect, test } from "vitest";
import type { ApexService } from "./apex/schema.js";
import { APEX, RETURN_CODE_OF_STATUS, RETURN_CODES } from "./apex.js";
import { CORE_CALLS } from "./calls.js";
import { ENUMERATIONS } from "./enumerations.js";

const services = APEX.flatMap((group) => group.services);
const inPart = (part: number) => APEX.filter((group) => group.part === part).flatMap((group) => group.services);
const callOf = ({ call }: ApexService) => CORE_CALLS.find(({ name }) => name === call);
const values = (prefix: string) => ENUMERATIONS.find((enumeration) => enumeration.prefix === prefix)!.values;

test("all 68 services of Part 1, each name once", () => {
  expect(inPart(1)).toHaveLength(68);
  expect(inPart(2)).toHaveLength(6);
  expect(new Set(services.map(({ name }) => name)).size).toBe(74);
});

test("every status of a call is some return code, and all return codes exist", () => {
  expect(Object.keys(RETURN_CODE_OF_STATUS).sort()).toEqual(
    values("STATUS")
      .map(({ name }) => name)
      .sort(),
  );
  const known = RETURN_CODES.map(({ name }) => name);
  expect(known).toEqual(expect.arrayContaining(Object.values(RETURN_CODE_OF_STATUS)));
});

test.each(services.filter(({ call }) => call !== "none").map((service) => [service.name, service] as const))(
  "%s: its codes are the errors of its call, in the order of the checks",
  (_, service) => {
    const call = callOf(service);
    expect(call, `there is no call ${service.call}`).toBeDefined();
    const errors = call!.errors.filter((error) => !service.withoutErrors?.includes(error));
    // A bad pointer is INVALID_PARAM everywhere; no service lists it.
    const hasParameterCheck = service.codes.some(({ code, inLibrary }) => code === "INVALID_PARAM" && !inLibrary);
    const possible = errors
      .filter((error) => error !== "BAD_POINTER" || (hasParameterCheck && !errors.includes("BAD_ARGUMENT")))
      .map((error) => RETURN_CODE_OF_STATUS[error]!);
    const listed = service.codes.filter(({ inLibrary }) => !inLibrary).map(({ code }) => code);
    expect([...new Set(listed)]).toEqual([...new Set(possible)]);
  },
);

test("a service without a call returns NO_ERROR alone", () => {
  for (const { call, codes } of services) if (call === "none") expect(codes).toEqual([]);
});

test("the APEX's enumerations have the values of the kernel's", () => {
  const pairs = [
    ["OPERATING_MODE_TYPE", "MODE"],
    ["PROCESS_STATE_TYPE", "PROCESS_STATE"],
    ["DEADLINE_TYPE", "DEADLINE"],
  ] as const;
  const types = APEX.flatMap((group) => group.types);
  for (const [name, prefix] of pairs) {
    const type = types.find((each) => each.kind === "enumeration" && each.name === name);
    expect(type).toMatchObject({ values: values(prefix).map((value) => value.name) });
    expect(values(prefix).map(({ value }) => value)).toEqual(values(prefix).map((_, index) => index));
  }
});
