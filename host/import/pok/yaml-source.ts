/** A YAML file with its places: a value that is read is a node, and what is wrong with a node is a fault at its place. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
} from "yaml";
import { codeFrame } from "../../config/code-frame.js";
import { ConfigError, type Fault } from "../../config/fault.js";
import { listOf, nearest } from "../../config/suggest.js";
import type { SourceFile } from "../importer.js";
import { CODES } from "./codes.js";

/** A value, or undefined where there is none: what is read of it is then undefined, and nothing is said twice. */
export type Value = Node | undefined;

/** Of text that is nested deeply, the parser needs time by the square of its length. */
const LENGTH_MAX = 128 * 1024;

export class YamlSource {
  readonly faults: Fault[] = [];
  readonly warnings: Fault[] = [];
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed<ParsedNode>;

  /** @throws ConfigError where the file is no YAML */
  constructor(private readonly file: SourceFile) {
    this.document = this.parse();
    for (const { message, pos } of this.document.errors) this.addAt(pos[0], CODES.SYNTAX, firstLine(message));
    this.throwFaults();
  }

  private parse(): Document.Parsed<ParsedNode> {
    const { path, text } = this.file;
    if (text.length > LENGTH_MAX) {
      const message = `${text.length} characters: a description has at most ${LENGTH_MAX}`;
      throw new ConfigError([{ code: CODES.SYNTAX, message, file: path, line: 1 }]);
    }
    try {
      // Numbers stay as they are written: a name may be one.
      const options = { lineCounter: this.lines, prettyErrors: false, schema: "failsafe", stringKeys: true } as const;
      return parseDocument(text, options);
    } catch (error) {
      // A file that is nested deeper than the parser's stack.
      const message = `this is no YAML that can be read: ${firstLine((error as Error).message)}`;
      throw new ConfigError([{ code: CODES.SYNTAX, message, file: path, line: 1 }]);
    }
  }

  /** @throws ConfigError with all that was found to be wrong so far, if anything was */
  throwFaults(): void {
    if (this.faults.length > 0) throw new ConfigError(this.faults);
  }

  get root(): Value {
    return this.resolved(this.document.contents ?? undefined);
  }

  /** Something is wrong with the value, or where it ought to be. */
  add(at: Value, code: string, message: string, remedy?: string): void {
    this.addAt(at?.range?.[0] ?? 0, code, message, remedy);
  }

  warn(at: Value, message: string, remedy?: string): void {
    this.warnings.push(this.fault(at?.range?.[0] ?? 0, CODES.LEFT_OUT, message, remedy));
  }

  private addAt(offset: number, code: string, message: string, remedy?: string): void {
    this.faults.push(this.fault(offset, code, message, remedy));
  }

  private fault(offset: number, code: string, message: string, remedy?: string): Fault {
    const { line, col } = this.lines.linePos(offset);
    const place = { line: Math.max(line, 1), column: Math.max(col, 1) };
    const frame = codeFrame(this.file.text, place.line, place.column);
    return { code, message, file: this.file.path, ...place, frame, ...(remedy !== undefined && { remedy }) };
  }

  /** The entries of a map by their keys, of which only those given are known. Of what is no map, none. */
  map(value: Value, what: string, known: readonly string[]): Map<string, Value> {
    const entries = new Map<string, Value>();
    if (value === undefined) return entries;
    if (!isMap(value)) {
      this.add(value, CODES.WRONG_VALUE, `${what} is a map of ${known.join(", ")}`);
      return entries;
    }
    for (const pair of value.items as Pair<Node, Node | null>[]) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (known.includes(key)) {
        entries.set(key, this.resolved(pair.value ?? undefined) ?? pair.key);
        continue;
      }
      const guess = nearest(key, known);
      const remedy = guess ? `did you mean "${guess}"?` : `the keys there are ${known.join(", ")}`;
      this.add(pair.key, CODES.UNKNOWN_KEY, `"${key}" means nothing in ${what}`, remedy);
    }
    return entries;
  }

  /** The same; the map must be there, and what `needed` names in it. */
  requiredMap(
    value: Value,
    parent: Value,
    what: string,
    known: readonly string[],
    needed: readonly string[],
  ): Map<string, Value> {
    if (value === undefined) this.add(parent, CODES.MISSING_KEY, `${what} is missing`);
    const entries = this.map(value, what, known);
    if (value === undefined || !isMap(value)) return entries;
    for (const key of needed) {
      if (!entries.has(key)) this.add(value, CODES.MISSING_KEY, `${what} has no "${key}"`);
    }
    return entries;
  }

  list(value: Value, what: string): readonly Value[] {
    if (value === undefined) return [];
    if (isSeq(value)) return value.items.map((item) => this.resolved(item as Node | undefined));
    this.add(value, CODES.WRONG_VALUE, `${what} is a list`);
    return [];
  }

  text(value: Value, what: string): string | undefined {
    if (value === undefined) return undefined;
    if (isScalar(value) && typeof value.value === "string" && value.value !== "") return value.value;
    this.add(value, CODES.WRONG_VALUE, `${what} is a word`);
    return undefined;
  }

  /** A whole number from `least` to `most`. */
  count(value: Value, what: string, least: number, most: number): number | undefined {
    if (value === undefined) return undefined;
    const word = isScalar(value) ? String(value.value) : "";
    const number = /^\d{1,9}$/.test(word) ? Number(word) : -1;
    if (number >= least && number <= most) return number;
    this.add(value, CODES.COUNT, `${what} is a number from ${least} to ${most}`);
    return undefined;
  }

  /** One of the words, whatever their case. */
  word<Word extends string>(value: Value, what: string, words: readonly Word[]): Word | undefined {
    const text = this.text(value, what);
    if (text === undefined) return undefined;
    const word = words.find((candidate) => candidate === text.toLowerCase());
    if (word !== undefined) return word;
    const guess = nearest(text, words);
    const remedy = guess ? `did you mean "${guess}"?` : undefined;
    this.add(value, CODES.WRONG_VALUE, `${what} is ${listOf(words)}`, remedy);
    return undefined;
  }

  /** A value that `parse` understands. */
  quantity(value: Value, what: string, example: string, parse: (text: string) => number | undefined) {
    const text = this.text(value, what);
    if (text === undefined) return undefined;
    const number = parse(text);
    if (number === undefined) this.add(value, CODES.BAD_QUANTITY, `${what} is no ${example}: "${text}"`);
    return number;
  }

  private resolved(node: Node | undefined): Value {
    return isAlias(node) ? (node.resolve(this.document) as Node | undefined) : node;
  }
}

const firstLine = (message: string): string => message.split("\n", 1)[0]!;
