/** In which languages a model's functions may be written: C alone. */
import type { Place } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Described, PropertyValues } from "./property-values.js";

const C = new Set(["c", "c99", "c11", "ansi_c", "asm", "assembly"]);

/** How languages are called that their names would not tell. */
const CALLED: Readonly<Record<string, string>> = {
  ada: "Ada",
  ada95: "Ada",
  ada2005: "Ada",
  scade: "SCADE",
  simulink: "Simulink",
  lustre: "Lustre",
  esterel: "Esterel",
};

/** Whether something is in C, or does not say in what. A fault otherwise. */
export function isInC(of: Described, what: string, place: Place, values: PropertyValues, findings: Findings): boolean {
  const languages = values.words(of, "Source_Language") ?? [];
  const foreign = languages.filter((language) => !C.has(language));
  if (foreign.length === 0) return true;
  const named = foreign.map((language) => CALLED[language] ?? language).join(", ");
  const at = values.place(of, "Source_Language", place);
  const message = `${what} is written in ${named}, which is not compiled here`;
  findings.fault(
    AADL_CODES.UNSUPPORTED,
    at,
    message,
    "write it in C, or link what it was compiled to as a partition's ELF file",
  );
  return false;
}
