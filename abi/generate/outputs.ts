/** Which files are generated, from what. Paths are relative to the repository's root. */
import passedCases from "../apex/conformity.json" with { type: "json" };
import { ABI } from "../index.js";
import { apexCasesHeader, apexCasesModule } from "./apex-cases.js";
import { apexHeaders } from "./apex-headers.js";
import { apexManual } from "./apex-manual.js";
import { assemblerHeader } from "./assembler.js";
import { assemblyScript } from "./assembly-script.js";
import { cCalls } from "./c-calls.js";
import { cHeader } from "./c-header.js";
import { hostCodecs } from "./host-codecs.js";
import { manualPage } from "./manual.js";
import { buildModel, type Model } from "./model.js";

export interface Output {
  readonly path: string;
  readonly text: string;
}

export function generate(model: Model = buildModel(ABI)): Output[] {
  const callPage = model.groups.flatMap((group) => group.constants).find(({ name }) => name === "CALL_PAGE")!;
  return [
    { path: "kernel/generated/abi.ts", text: assemblyScript(model, model.structs) },
    { path: "kernel/generated/offsets.h", text: assemblerHeader(model) },
    { path: "partition/c/include/bulkhead/abi.h", text: cHeader(model, model.layouts.guest) },
    { path: "partition/c/include/bulkhead/calls.h", text: cCalls(model, callPage.literal) },
    { path: "partition/ts/generated/abi.ts", text: assemblyScript(model, model.layouts.guest) },
    { path: "host/generated/abi.ts", text: hostCodecs(model) },
    { path: "docs/abi.md", text: manualPage(model) },
    ...apexHeaders(),
    { path: "tests/conformity/apex-cases.h", text: apexCasesHeader() },
    { path: "host/generated/apex-cases.ts", text: apexCasesModule() },
    { path: "docs/arinc653-services.md", text: apexManual(passedCases) },
  ];
}
