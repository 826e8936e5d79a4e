/** `gtypes.h`: the model's data types, for the glue and for the user's sources. */
import type { CType } from "../data-types.js";
import type { GluePlan } from "../plan.js";
import { comment, file } from "./c-text.js";

export function gtypesHeader({ process, types }: GluePlan): string {
  const headers = [...new Set(types.flatMap((type) => type.headers.map((header) => header.split("/").at(-1)!)))];
  const sized = types.filter(({ sizeBytes }) => sizeBytes !== undefined);
  return file(
    comment(`The data types of process ${process}, as its model has them.`),
    ["#ifndef GTYPES_H", "#define GTYPES_H"],
    ["#include <types.h>", ...headers.map((header) => `#include "${header}"`)],
    types.filter(({ definition }) => definition !== "").map(definitionText),
    sized.length > 0 ? [comment("Messages have these sizes in the system file."), ...sized.map(sizeText)] : undefined,
    "#endif",
  );
}

const definitionText = ({ classifier, definition }: CType): string => `${definition} ${comment(classifier.name)}`;

const sizeText = ({ name, sizeBytes }: CType): string =>
  `_Static_assert(sizeof(${name}) == ${sizeBytes}, "${name}: the model and C differ");`;
