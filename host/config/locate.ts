/** From a place in the configuration to a place in the source of its system file. */
import { codeFrame } from "./code-frame.js";
import type { Fault } from "./fault.js";
import { type Node, type Property, parseSystemFile, type Span } from "./source-tree.js";

export type Path = readonly (string | number)[];

/** `["schedule", "windows", 1, "partition"]` as people write it: `schedule.windows[1].partition`. */
export function pathText(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step)) text += text ? `.${step}` : step;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** Where a fault lies in a file: the part of a `Fault` that says so. */
export type Place = Pick<Fault, "file" | "line" | "column" | "frame">;

/** The text of a system file and the object that it describes. */
export class SystemSource {
  private readonly root: Node | undefined;

  constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    this.root = parseSystemFile(text);
  }

  /**
   * Where to point for a fault at `path`: at the value, or at the key where the value takes several lines, or at what
   * stands nearest around it in the source. With `mark: "key"` at the key in any case.
   */
  place(path: Path, mark: "value" | "key" = "value"): Place {
    const span = this.span(path, mark);
    return span ? this.placeOf(span.start, span.end) : { file: this.file };
  }

  placeOf(start: number, end = start + 1): Place {
    const before = this.text.slice(0, start);
    const line = before.split("\n").length;
    const column = start - before.lastIndexOf("\n");
    const marked = this.text.slice(start, end).split("\n", 1)[0]!.trimEnd();
    return { file: this.file, line, column, frame: codeFrame(this.text, line, column, marked.length) };
  }

  /** Every property that an object literal names once more. */
  duplicates(): { readonly path: Path; readonly place: Place }[] {
    const found: { path: Path; place: Place }[] = [];
    const visit = (node: Node, path: Path): void => {
      if (node.kind === "array") for (const [i, element] of node.elements.entries()) visit(element, [...path, i]);
      if (node.kind !== "object") return;
      const names = new Set<string>();
      for (const { name, key, value } of node.properties) {
        if (names.has(name)) found.push({ path: [...path, name], place: this.placeOf(key.start, key.end) });
        names.add(name);
        visit(value, [...path, name]);
      }
    };
    if (this.root) visit(this.root, []);
    return found;
  }

  private span(path: Path, mark: "value" | "key"): Span | undefined {
    let node = this.root;
    let best = node?.span;
    for (const step of path) {
      const child = node && childOf(node, step);
      if (!child) return best;
      const { key, value } = child;
      const wraps = this.text.slice(value.span.start, value.span.end).includes("\n");
      best = key && (mark === "key" || wraps) ? key : value.span;
      node = value;
    }
    return best;
  }
}

function childOf(node: Node, step: string | number): { key?: Span; value: Node } | undefined {
  if (node.kind === "array" && typeof step === "number") {
    const value = node.elements[step];
    return value && { value };
  }
  // The last one of that name is the one that counts.
  if (node.kind === "object") return node.properties.findLast((property: Property) => property.name === step);
  return undefined;
}
