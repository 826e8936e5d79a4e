/** Names by which a program asks for what the system file gives it: ARINC 653's NAME_TYPE. */
import { NAME_SIZE } from "../generated/abi.js";
import { CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";

export interface NamedObject {
  /** `port` or `memory block`. */
  readonly what: string;
  readonly name: string;
  readonly path: Path;
  readonly mark?: "key";
  /** How the name is written instead: `port: "..."`. */
  readonly write: (name: string) => string;
}

export function checkObjectName({ what, name, path, mark, write }: NamedObject, findings: Findings): void {
  if (/^[\x21-\x7e]{1,32}$/.test(name)) return;
  const clean = name
    .normalize("NFKD")
    .replaceAll(/\s+/g, "_")
    .replaceAll(/[^\x21-\x7e]+/g, "")
    .slice(0, NAME_SIZE);
  const isLong = /^[\x21-\x7e]+$/.test(name);
  const wrong = isLong ? `has ${name.length} characters` : `is no name for a ${what}`;
  findings.add(CODES.OBJECT_NAME, path, {
    message: `${JSON.stringify(name)} ${wrong}: 1 to ${NAME_SIZE} printable characters without a blank are possible`,
    ...(clean && { remedy: write(clean) }),
    ...(mark && { mark }),
  });
}
