import { expect, test } from "vitest";
import type { ApexService } from "./apex/schema.js";
import { SHARED_TYPES } from "./apex/types.js";
import { APEX, RETURN_CODE_OF_STATUS } from "./apex.js";
import { CORE_CALLS } from "./calls.js";
import { ENUMERATIONS } from "./enumerations.js";

const services = APEX.flatMap((group) => group.services);
const inPart = (part: number) => APEX.filter((group) => group.part === part).flatMap((group) => group.services);
const callOf = ({ call }: ApexService) => CORE_CALLS.find(({ name }) => name === call);
const types = [...SHARED_TYPES, ...APEX.flatMap((group) => group.types)];
function enumerationOf(name: string): readonly string[] {
  const type = types.find((each) => each.name === name);
  return type?.kind === "enumeration" ? type.values : [];
}
const values = (prefix: string) => ENUMERATIONS.find((enumeration) => enumeration.prefix === prefix)!.values;

test("all 68 services of Part 1, each name once", () => {
  expect(inPart(1)).toHaveLength(68);
  expect(inPart(2)).toHaveLength(6);
  expect(new Set(services.map(({ name }) => name)).size).toBe(74);
});

test("every status of a call is a return code", () => {
  expect(Object.keys(RETURN_CODE_OF_STATUS).sort()).toEqual(
    values("STATUS")
      .map(({ name }) => name)
      .sort(),
  );
  const codes = enumerationOf("RETURN_CODE_TYPE");
  expect([...new Set(Object.values(RETURN_CODE_OF_STATUS))].sort()).toEqual([...codes].sort());
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

test.each([
  ["OPERATING_MODE_TYPE", "MODE"],
  ["PROCESS_STATE_TYPE", "PROCESS_STATE"],
  ["DEADLINE_TYPE", "DEADLINE"],
  ["QUEUING_DISCIPLINE_TYPE", "DISCIPLINE"],
  ["PORT_DIRECTION_TYPE", "DIRECTION"],
])("the library passes %s on as it is: it has the values of %s", (name, prefix) => {
  expect(values(prefix).map((value) => value.name)).toEqual(enumerationOf(name));
  expect(values(prefix).map(({ value }) => value)).toEqual(enumerationOf(name).map((_, index) => index));
});

test("the errors that the APEX knows have the same numbers in the kernel", () => {
  const errors = values("ERROR").slice(0, 7);
  expect(errors.map(({ name }) => name)).toEqual(enumerationOf("ERROR_CODE_TYPE").slice(0, 7));
  expect(errors.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("the reasons of a start have the same numbers", () => {
  const reasons = enumerationOf("START_CONDITION_TYPE").map((name) => name.replace("NORMAL_START", "NORMAL"));
  expect(values("START").map(({ name }) => name)).toEqual(reasons);
});

test("every type that a service or a structure names is known where it stands", () => {
  const base = new Set(SHARED_TYPES.map(({ name }) => name));
  const groups = new Map(APEX.map((group) => [group.header, group]));
  for (const group of APEX) {
    const known = new Set([...base, ...group.types.map(({ name }) => name)]);
    for (const header of group.includes) for (const { name } of groups.get(header)!.types) known.add(name);
    const used = [
      ...group.types.flatMap((type) => (type.kind === "structure" ? type.fields.map(([name]) => name) : [])),
      ...group.services.flatMap(({ parameters }) => parameters.map(({ type }) => type.replace(" *", ""))),
    ];
    for (const name of used) expect(known, `${group.header}: ${name}`).toContain(name);
  }
});
