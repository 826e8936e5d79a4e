/** The stable codes of faults in AADL models: BH14xx. A code is never given to another fault. */

export const AADL_CODES = {
  /** What stands there is no AADL. */
  SYNTAX: "BH1400",
  /** AADL, but of a part of the language that is not read here. */
  UNSUPPORTED: "BH1401",
  /** Two declarations with one name. */
  DUPLICATE: "BH1402",
  /** A package that none of the files holds. */
  UNKNOWN_PACKAGE: "BH1403",
  /** A component type, implementation or feature group type that its package does not hold. */
  UNKNOWN_CLASSIFIER: "BH1404",
  /** A component of another category than its place asks for. */
  CATEGORY: "BH1405",
  /** A subcomponent, feature, call or connection that is not there. */
  UNKNOWN_ELEMENT: "BH1406",
  /** A component that contains or extends itself. */
  CYCLE: "BH1407",
  /** `refined to` of something that is not there, or without it of something that is. */
  REFINEMENT: "BH1408",
  /** A connection between ends that do not fit. */
  CONNECTION: "BH1409",
  /** A property's value that is not of the property's type. */
  VALUE: "BH1410",
  /** A unit that is missing, or that the property does not have. */
  UNIT: "BH1411",
  /** A number outside the property's range. */
  OUT_OF_RANGE: "BH1412",
  /** A property set's type, unit or constant that is not there, or that is defined by itself. */
  PROPERTY_SET: "BH1413",
  /** No system implementation that could be the root. */
  NO_ROOT: "BH1420",
  /** Several system implementations that could be the root. */
  SEVERAL_ROOTS: "BH1421",
  /** More components, features or connections than an importer has to deal with. */
  TOO_LARGE: "BH1422",
} as const;

export type AadlCode = (typeof AADL_CODES)[keyof typeof AADL_CODES];
