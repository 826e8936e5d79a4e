/** Data types of the model as types of C, with the names and meanings that POK's generator gives them. */
import type { Classifier, Place } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import { identifierFor, Names } from "./names.js";
import type { PropertyValues } from "./property-values.js";

/** A type of the model in C. */
export interface CType {
  /** `package__type_impl`. */
  readonly name: string;
  readonly classifier: Classifier;
  /** Where it is known: not of a type that only the user's header tells. */
  readonly sizeBytes: number | undefined;
  /** Alignment in a structure, of i386. */
  readonly alignBytes: number;
  /** An array, which C passes by its address and does not assign. */
  readonly isArray: boolean;
  /** Its definition in `gtypes.h`: `typedef int test__myint;`. */
  readonly definition: string;
  /** Headers that the definition needs. */
  readonly headers: readonly string[];
}

const WHOLE_SIZES = [1, 2, 4, 8];
/** Largest alignment in a structure: of i386, for 8 bytes too. */
const LARGEST_ALIGNMENT = 4;

/** The types of one partition, each defined after those that it is made of. */
export class DataTypes {
  readonly #types = new Map<Classifier, CType | undefined>();
  readonly #names = new Names();
  readonly #open = new Set<Classifier>();

  constructor(
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {}

  /** In the order of their definitions. */
  get all(): readonly CType[] {
    return [...this.#types.values()].filter((type) => type !== undefined);
  }

  /** The type that a feature carries. Undefined after a fault; `place`: of the feature. */
  of(classifier: Classifier | undefined, place: Place, what: string): CType | undefined {
    if (!classifier) {
      this.findings.fault(AADL_CODES.DATA_TYPE, place, `${what} has no data type`);
      return undefined;
    }
    if (this.#types.has(classifier)) return this.#types.get(classifier);
    if (this.#open.has(classifier)) {
      this.#refuse(classifier, `data type "${classifier.name}" contains itself`);
      return undefined;
    }
    this.#open.add(classifier);
    const type = this.#make(classifier);
    this.#open.delete(classifier);
    this.#types.set(classifier, type);
    return type;
  }

  #make(classifier: Classifier): CType | undefined {
    if (classifier.category !== "data") {
      this.#refuse(classifier, `"${classifier.name}" is a ${classifier.category}, not data`);
      return undefined;
    }
    const theirs = this.values.text(classifier, "Type_Source_Name");
    if (theirs !== undefined) return this.#usersType(classifier, theirs);
    const representation = this.values.word(classifier, "Data_Model::Data_Representation");
    switch (representation ?? (classifier.subcomponents.length > 0 ? "struct" : undefined)) {
      case "integer":
        return this.#integer(classifier);
      case "float":
        return this.#float(classifier);
      case "boolean":
        return this.#scalar(classifier, "int", 4);
      case "character":
        return this.#scalar(classifier, "char", 1);
      case "enum":
        return this.#enumeration(classifier);
      case "array":
        return this.#array(classifier);
      case "string":
        return this.#string(classifier);
      case "struct":
      case "union":
        return this.#structure(classifier, representation === "union" ? "union" : "struct");
      case undefined:
        return this.#bytes(classifier);
      default:
        this.#refuse(classifier, `data type "${classifier.name}": ${representation} has no type in C`);
        return undefined;
    }
  }

  #integer(classifier: Classifier): CType | undefined {
    const size = this.#sizeOf(classifier);
    const isUnsigned = this.values.word(classifier, "Data_Model::Number_Representation") === "unsigned";
    if (size === undefined) return this.#scalar(classifier, isUnsigned ? "unsigned int" : "int", 4);
    if (!WHOLE_SIZES.includes(size)) {
      this.#refuse(classifier, `data type "${classifier.name}": an integer of ${size} bytes`, "1, 2, 4 or 8 bytes");
      return undefined;
    }
    return this.#scalar(classifier, `${isUnsigned ? "u" : ""}int${size * 8}_t`, size);
  }

  #float(classifier: Classifier): CType | undefined {
    const size = this.#sizeOf(classifier) ?? 4;
    if (size !== 4 && size !== 8) {
      this.#refuse(classifier, `data type "${classifier.name}": a float of ${size} bytes`, "4 or 8 bytes");
      return undefined;
    }
    return this.#scalar(classifier, size === 8 ? "double" : "float", size);
  }

  #enumeration(classifier: Classifier): CType | undefined {
    const name = this.#nameOf(classifier);
    const literals = this.values.texts(classifier, "Data_Model::Enumerators");
    if (!literals || literals.length === 0) {
      this.#refuse(classifier, `data type "${classifier.name}": an enumeration without Data_Model::Enumerators`);
      return undefined;
    }
    const names = literals.map((literal) => `${name}_${identifierFor(literal)}`);
    return scalarType(classifier, name, 4, `typedef enum { ${[...new Set(names)].join(", ")} } ${name};`);
  }

  #array(classifier: Classifier): CType | undefined {
    const [base] = this.values.classifiers(classifier, "Data_Model::Base_Type") ?? [];
    const dimensions = this.values.counts(classifier, "Data_Model::Dimension") ?? [];
    if (!base || dimensions.length === 0) {
      const missing = base ? "Data_Model::Dimension" : "Data_Model::Base_Type";
      this.#refuse(classifier, `data type "${classifier.name}": an array without ${missing}`);
      return undefined;
    }
    const element = this.of(base, classifier.place, classifier.name);
    if (!element) return undefined;
    const count = dimensions.reduce((product, n) => product * n, 1);
    const name = this.#nameOf(classifier);
    return {
      name,
      classifier,
      sizeBytes: element.sizeBytes === undefined ? undefined : element.sizeBytes * count,
      alignBytes: element.alignBytes,
      isArray: true,
      definition: `typedef ${element.name} ${name}${dimensions.map((n) => `[${n}]`).join("")};`,
      headers: [],
    };
  }

  #string(classifier: Classifier): CType | undefined {
    const [length] = this.values.counts(classifier, "Data_Model::Dimension") ?? [];
    const size = length ?? this.#sizeOf(classifier);
    if (size === undefined) {
      this.#refuse(classifier, `data type "${classifier.name}": a string without Data_Model::Dimension`);
      return undefined;
    }
    return this.#charArray(classifier, "char", size);
  }

  /** Of whatever the model says nothing but the size. */
  #bytes(classifier: Classifier): CType | undefined {
    const size = this.#sizeOf(classifier);
    if (size !== undefined && size > 0) return this.#charArray(classifier, "uint8_t", size);
    const remedy = "Data_Model::Data_Representation => integer; or Source_Data_Size => 16 Bytes;";
    this.#refuse(classifier, `data type "${classifier.name}" has no Data_Representation`, remedy);
    return undefined;
  }

  #structure(classifier: Classifier, keyword: "struct" | "union"): CType | undefined {
    const declared = this.#fieldsOf(classifier);
    if (declared.length === 0) {
      this.#refuse(classifier, `data type "${classifier.name}": a ${keyword} without fields`);
      return undefined;
    }
    const names = new Names();
    const fields: { name: string; type: CType }[] = [];
    for (const { name, type } of declared) {
      if (!type) return undefined;
      fields.push({ name: names.take(identifierFor(name)), type });
    }
    const name = this.#nameOf(classifier);
    const body = fields.map((field) => `  ${field.type.name} ${field.name};`).join("\n");
    return {
      name,
      classifier,
      ...(keyword === "struct" ? structLayout(fields) : unionLayout(fields)),
      isArray: false,
      definition: `typedef ${keyword} {\n${body}\n} ${name};`,
      headers: [],
    };
  }

  /** Subcomponents of an implementation, or of a type the properties Base_Type and Element_Names. */
  #fieldsOf(classifier: Classifier): readonly { name: string; type: CType | undefined }[] {
    if (classifier.subcomponents.length > 0) {
      return classifier.subcomponents.map((field) => ({
        name: field.name,
        type: this.of(field.classifier, field.place, `field "${field.name}"`),
      }));
    }
    const types = this.values.classifiers(classifier, "Data_Model::Base_Type") ?? [];
    const names = this.values.texts(classifier, "Data_Model::Element_Names") ?? [];
    return types.map((type, i) => ({
      name: names[i] ?? `field${i + 1}`,
      type: this.of(type, classifier.place, classifier.name),
    }));
  }

  #usersType(classifier: Classifier, theirs: string): CType | undefined {
    if (!/^[A-Za-z_][A-Za-z0-9_ ]*$/.test(theirs)) {
      this.#refuse(classifier, `Type_Source_Name "${theirs}" is no type of C`);
      return undefined;
    }
    const name = this.#nameOf(classifier);
    const sources = this.values.texts(classifier, "Source_Text") ?? [];
    return {
      name,
      classifier,
      sizeBytes: this.#sizeOf(classifier),
      alignBytes: LARGEST_ALIGNMENT,
      isArray: false,
      definition: theirs === name ? "" : `typedef ${theirs} ${name};`,
      headers: sources.filter((file) => file.endsWith(".h")),
    };
  }

  #scalar(classifier: Classifier, type: string, sizeBytes: number): CType {
    const name = this.#nameOf(classifier);
    return scalarType(classifier, name, sizeBytes, `typedef ${type} ${name};`);
  }

  #charArray(classifier: Classifier, element: string, sizeBytes: number): CType {
    const name = this.#nameOf(classifier);
    const definition = `typedef ${element} ${name}[${sizeBytes}];`;
    return { name, classifier, sizeBytes, alignBytes: 1, isArray: true, definition, headers: [] };
  }

  #nameOf(classifier: Classifier): string {
    return this.#names.take(identifierFor(classifier.name));
  }

  #sizeOf(classifier: Classifier): number | undefined {
    const of = classifier;
    return this.values.size(of, "Data_Size") ?? this.values.size(of, "Source_Data_Size");
  }

  #refuse(classifier: Classifier, message: string, remedy?: string): void {
    this.findings.fault(AADL_CODES.DATA_TYPE, classifier.place, message, remedy);
  }
}

const scalarType = (classifier: Classifier, name: string, sizeBytes: number, definition: string): CType => ({
  name,
  classifier,
  sizeBytes,
  alignBytes: Math.min(sizeBytes, LARGEST_ALIGNMENT),
  isArray: false,
  definition,
  headers: [],
});

interface Layout {
  readonly sizeBytes: number | undefined;
  readonly alignBytes: number;
}

function structLayout(fields: readonly { type: CType }[]): Layout {
  let end: number | undefined = 0;
  const alignBytes = Math.max(...fields.map(({ type }) => type.alignBytes));
  for (const { type } of fields) {
    if (end === undefined || type.sizeBytes === undefined) end = undefined;
    else end = roundUp(end, type.alignBytes) + type.sizeBytes;
  }
  return { sizeBytes: end === undefined ? undefined : roundUp(end, alignBytes), alignBytes };
}

function unionLayout(fields: readonly { type: CType }[]): Layout {
  const alignBytes = Math.max(...fields.map(({ type }) => type.alignBytes));
  const sizes = fields.map(({ type }) => type.sizeBytes);
  if (sizes.some((size) => size === undefined)) return { sizeBytes: undefined, alignBytes };
  return { sizeBytes: roundUp(Math.max(...(sizes as number[])), alignBytes), alignBytes };
}

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
