/** Reads the text of an AADL file. Goes on behind faults of syntax, so that all of a file are told at once. */
import type { SourceFile } from "../import/importer.js";
import type { Findings } from "./findings.js";
import { parsePackage } from "./parse-package.js";
import { parsePropertySet } from "./parse-property-set.js";
import type { FileSyntax, PackageSyntax, PropertySetSyntax } from "./syntax.js";
import { TokenStream } from "./token-stream.js";

export function parseFile({ path, text }: SourceFile, findings: Findings): FileSyntax {
  const tokens = new TokenStream(path, text, findings);
  const packages: PackageSyntax[] = [];
  const propertySets: PropertySetSyntax[] = [];
  const declaration = (): void => {
    if (tokens.accept("package")) packages.push(parsePackage(tokens));
    else if (tokens.accept("property", "set")) propertySets.push(parsePropertySet(tokens));
    else tokens.fail("a package or a property set");
  };
  while (!tokens.atEnd) tokens.recovering(declaration, () => skipToDeclaration(tokens));
  return { packages, propertySets };
}

function skipToDeclaration(tokens: TokenStream): void {
  while (!tokens.atEnd && !tokens.is("package") && !tokens.is("property", "set")) tokens.advance();
}
