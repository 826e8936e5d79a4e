/** Which vocabulary a file is in, by its root and what is below it; other languages in XML are refused by name. */
import { ConfigError } from "../../config/fault.js";
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import { folded } from "./names.js";
import { MARKS_OF_SUPPLEMENT_2 } from "./supplement-2.js";
import { MARKS_OF_SUPPLEMENT_3 } from "./supplement-3.js";
import type { XmlElement } from "./tree.js";

export type Vocabulary = "supplement-2" | "supplement-3";

/** Roots of modules, as names are compared. */
const ROOTS = ["arinc653module", "module", "a653module", "arinc653"];

const BY_HAND = "describe the partitions, windows and channels in ARINC 653's own vocabulary, or in a system file";

/** Languages that hypervisors and tools have of their own: by root element, or by namespace. */
const OTHERS: readonly {
  readonly root: RegExp;
  readonly namespace?: RegExp;
  readonly what: string;
  readonly remedy: string;
}[] = [
  {
    root: /^(xmcf|xmconfiguration|systemdescription|partitionhypercalls)$/,
    namespace: /xtratum|fentiss/i,
    what: "XtratuM's XM_CF",
    remedy: `its plan, slots and channels say the same in other words: ${BY_HAND}`,
  },
  {
    root: /^(pikeosproject|vmit|romimage|pikeos.*|vmitconfiguration)$/,
    namespace: /sysgo|pikeos/i,
    what: "PikeOS's own configuration",
    remedy: "import the module configuration (ARINC 653 XML) that it is made from",
  },
  { root: /^(chpok.*|pok.*|jetos.*)$/, what: "POK's or JetOS's own configuration", remedy: BY_HAND },
  { root: /^(configrecord)$/, what: "VxWorks 653's configuration record", remedy: "import the Module document in it" },
  {
    root: /^(systeminstance|aadlpackage|aadlspec)$/,
    namespace: /aadl/i,
    what: "an AADL model in XML",
    remedy: "import the model's text: bulkhead import model.aadl",
  },
  { root: /^(schema)$/, namespace: /XMLSchema/, what: "a schema", remedy: "import a module that follows it" },
];

/** @throws ConfigError where the file is no ARINC 653 module */
export function vocabularyOf(root: XmlElement, findings: XmlFindings): Vocabulary {
  const name = folded(root.local);
  const other = OTHERS.find(
    ({ root: pattern, namespace }) =>
      pattern.test(name) || (namespace !== undefined && root.namespace !== undefined && namespace.test(root.namespace)),
  );
  if (other) refuse(root, findings, `<${root.local}> is ${other.what}, not ARINC 653 XML`, other.remedy);
  if (!ROOTS.includes(name)) {
    const message = `<${root.local}> is no ARINC 653 module`;
    refuse(
      root,
      findings,
      message,
      "the root is <ARINC_653_Module> (Supplement 2) or <MODULE> (Supplement 3 and later)",
    );
  }
  const below = root.children.map((child) => folded(child.local));
  const has = (marks: readonly string[]): boolean => marks.some((mark) => below.includes(folded(mark)));
  if (has(MARKS_OF_SUPPLEMENT_3) && !has(["ModuleSchedule"])) return "supplement-3";
  if (has(MARKS_OF_SUPPLEMENT_2)) return "supplement-2";
  return name === "module" ? "supplement-3" : "supplement-2";
}

function refuse(root: XmlElement, findings: XmlFindings, message: string, remedy: string): never {
  throw new ConfigError([{ code: XML_CODES.ROOT, message, ...findings.source.place(root.mark), remedy }]);
}

/** A file that is put together from others has to be put together first: nothing but the named file is read. */
export function refuseInclusions(root: XmlElement, findings: XmlFindings): void {
  const visit = (element: XmlElement): void => {
    const isInclusion = element.local === "include" && /XInclude/i.test(element.namespace ?? "XInclude");
    if (isInclusion) {
      element.isRead = true;
      const message = "a part of the module is in another file";
      findings.fault(XML_CODES.ENTITY, element.mark, message, "put it in here: xmllint --xinclude does it");
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
}
