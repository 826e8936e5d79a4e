/** An XML file as a tree of elements and attributes that know where they stand. Text between elements is not kept. */
import { SaxesParser } from "saxes";
import { ConfigError } from "../../config/fault.js";
import { XML_CODES, type XmlCode } from "./codes.js";
import { LIMITS } from "./limits.js";
import type { Mark, XmlSource } from "./source.js";

export interface XmlAttribute {
  /** Without its prefix. */
  readonly local: string;
  readonly namespace: string | undefined;
  readonly value: string;
  /** The value, without its quotes. */
  readonly mark: Mark;
  /** Something asked for it: what nothing asked for is told to be left out. */
  isRead: boolean;
}

export interface XmlElement {
  /** Without its prefix. */
  readonly local: string;
  readonly namespace: string | undefined;
  readonly parent: XmlElement | undefined;
  readonly children: XmlElement[];
  readonly attributes: XmlAttribute[];
  /** `<` and the name. */
  readonly mark: Mark;
  isRead: boolean;
}

/** Namespaces that concern the file itself: `xsi:schemaLocation` and its like mean nothing to a system. */
const OF_THE_FILE = /^http:\/\/www\.w3\.org\//;

/**
 * The root element. Entities that the file declares are refused, and nothing outside the file is ever read.
 * @throws ConfigError where the file is not well-formed, or larger than LIMITS
 */
export function parseXml(source: XmlSource): XmlElement {
  const { text } = source;
  if (text.length > LIMITS.characters) {
    fail(
      source,
      XML_CODES.TOO_LARGE,
      0,
      `a file of more than ${LIMITS.characters} characters`,
      "split off what is no module",
    );
  }
  if (/^\uFFFD\uFFFD|\0/.test(text.slice(0, 64))) {
    fail(source, XML_CODES.SYNTAX, 0, "the file is not in UTF-8", "save it in UTF-8");
  }
  return new TreeBuilder(source).build();
}

function fail(source: XmlSource, code: XmlCode, offset: number, message: string, remedy?: string): never {
  throw new ConfigError([{ code, message, ...source.place({ offset, length: 1 }), ...(remedy && { remedy }) }]);
}

class TreeBuilder {
  private readonly parser = new SaxesParser();
  private root: XmlElement | undefined;
  private current: XmlElement | undefined;
  /** By element that is open: the namespaces that it declares, by prefix. */
  private readonly scopes: ReadonlyMap<string, string>[] = [];
  private opened: { mark: Mark; attributes: { name: string; value: string; mark: Mark }[] } | undefined;
  private elements = 0;
  private attributes = 0;

  constructor(private readonly source: XmlSource) {}

  build(): XmlElement {
    const { parser, source } = this;
    parser.on("error", (error) => this.malformed(error));
    parser.on("doctype", (doctype) => this.refuseEntities(doctype));
    parser.on("opentagstart", ({ name }) => this.start(name));
    parser.on("attribute", (attribute) => this.attribute(attribute));
    parser.on("opentag", ({ name }) => this.open(name));
    parser.on("closetag", () => {
      this.scopes.pop();
      this.current = this.current?.parent;
    });
    parser.write(source.text).close();
    if (!this.root) fail(source, XML_CODES.SYNTAX, 0, "the file has no element");
    return this.root;
  }

  /** saxes writes `line:column: message.` */
  private malformed(error: Error): never {
    const message = error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, "").replace(/\.$/, "");
    const offset = Math.min(Math.max(0, this.parser.position - 1), Math.max(0, this.source.text.length - 1));
    const remedy = /entity/.test(message) ? "write &amp; for a plain &, and text instead of entities" : undefined;
    fail(this.source, XML_CODES.SYNTAX, offset, `this is no XML: ${message}`, remedy);
  }

  private refuseEntities(doctype: string): void {
    if (!doctype.includes("<!ENTITY")) return;
    const offset = Math.max(0, this.source.text.indexOf("<!ENTITY"));
    const remedy = "write what the entities stand for, and take the declarations out";
    fail(this.source, XML_CODES.ENTITY, offset, "entities that the file declares are not expanded", remedy);
  }

  private start(name: string): void {
    const offset = this.source.text.lastIndexOf("<", this.parser.position - 1);
    if (this.scopes.length >= LIMITS.depth) {
      fail(this.source, XML_CODES.TOO_LARGE, offset, `more than ${LIMITS.depth} elements inside each other`);
    }
    this.elements++;
    if (this.elements > LIMITS.elements) {
      fail(this.source, XML_CODES.TOO_LARGE, offset, `more than ${LIMITS.elements} elements`);
    }
    this.opened = { mark: { offset, length: name.length + 1 }, attributes: [] };
  }

  private attribute({ name, value }: { readonly name: string; readonly value: string }): void {
    const { text } = this.source;
    const end = this.parser.position - 1;
    const start = text.lastIndexOf(text[end]!, end - 1) + 1;
    this.attributes++;
    if (this.attributes > LIMITS.attributes) {
      fail(this.source, XML_CODES.TOO_LARGE, start, `more than ${LIMITS.attributes} attributes`);
    }
    if (value.length > LIMITS.value) {
      fail(this.source, XML_CODES.TOO_LARGE, start, `a value of more than ${LIMITS.value} characters`);
    }
    this.opened!.attributes.push({ name, value, mark: { offset: start, length: Math.max(1, end - start) } });
  }

  private open(name: string): void {
    const { mark, attributes } = this.opened!;
    const declared = attributes.flatMap(({ name: key, value }): [string, string][] => {
      if (key === "xmlns") return [["", value]];
      return key.startsWith("xmlns:") ? [[key.slice(6), value]] : [];
    });
    this.scopes.push(new Map(declared));
    const { prefix, local } = split(name);
    const element: XmlElement = {
      local,
      namespace: this.namespaceOf(prefix),
      parent: this.current,
      children: [],
      attributes: attributes.flatMap(({ name: key, value, mark: place }) => {
        const { prefix: of, local: short } = split(key);
        const namespace = of === "" ? undefined : this.namespaceOf(of);
        const isOfTheFile = of === "xmlns" || key === "xmlns" || of === "xml" || of === "xsi";
        if (isOfTheFile || OF_THE_FILE.test(namespace ?? "")) return [];
        return [{ local: short, namespace, value, mark: place, isRead: false }];
      }),
      mark,
      isRead: false,
    };
    this.current?.children.push(element);
    this.root ??= element;
    this.current = element;
  }

  /** undefined where nothing declares the prefix: descriptions are cut out of others, and their prefixes with them. */
  private namespaceOf(prefix: string): string | undefined {
    return this.scopes.findLast((scope) => scope.has(prefix))?.get(prefix);
  }
}

function split(name: string): { prefix: string; local: string } {
  const colon = name.lastIndexOf(":");
  return colon < 0 ? { prefix: "", local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}
