/** From the files of an AADL model to its instance tree. */
import type { SourceFile } from "../import/importer.js";
import { Classifiers } from "./classifiers.js";
import { Declarations } from "./declarations.js";
import type { Evaluation } from "./element-properties.js";
import { Findings, TooManyFaults } from "./findings.js";
import type { Instance, Model } from "./instance.js";
import { Instantiation } from "./instantiate.js";
import { Layouts } from "./layout.js";
import { library } from "./library.js";
import { parseFile } from "./parse.js";
import { PropertyTable } from "./property-table.js";
import { findRoot } from "./root.js";

/**
 * `files` are all of the model, but for the packages and property sets of `library/`. `root`: the name of a system
 * implementation, with or without its package; needed where several could be the root.
 * @throws ConfigError with all faults of a step: of syntax, then of declarations, then of the instances
 */
export function readModel(files: readonly SourceFile[], root?: string): Model {
  const findings = new Findings();
  try {
    const instances = instantiate(files, root, findings);
    findings.throwIfAny(files);
    return { root: instances!, warnings: findings.warnings };
  } catch (error) {
    if (error instanceof TooManyFaults) findings.throwIfAny(files);
    throw error;
  }
}

/** The tree, undefined or not to be used if there are faults. */
function instantiate(files: readonly SourceFile[], root: string | undefined, findings: Findings): Instance | undefined {
  const parsed = files.map((file) => parseFile(file, findings));
  findings.throwIfAny(files);

  const declarations = new Declarations(library(), parsed, findings);
  const table = new PropertyTable(declarations);
  const layouts = new Layouts(declarations, (name) => {
    const value = table.constant(name)?.value;
    return value?.kind === "number" ? value.value : undefined;
  });
  const evaluation: Evaluation = {
    declarations,
    table,
    classifierOf: (component) => classifiers.classifierOf(component),
  };
  const classifiers = new Classifiers(layouts, evaluation);
  const theirs = [...declarations.packages.values()].filter(({ isOurs }) => !isOurs);
  const components = theirs.flatMap((declared) => [...declared.components.values()]);
  layouts.checkContainment(components);
  findings.throwIfAny(files);
  for (const component of components) classifiers.classifierOf(component).check();
  findings.throwIfAny(files);

  const start = { file: files[0]?.path ?? "", line: 1, column: 1 };
  const system = findRoot(layouts, components, root, findings, start);
  return system && new Instantiation(classifiers).root(system);
}
