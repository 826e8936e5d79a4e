/** From a place in the system that was made to the place in the XML file that it was made from. */
import { type Path, pathText } from "../../config/locate.js";
import type { Mark } from "./source.js";

export class Origins {
  private readonly marks = new Map<string, Mark>();

  constructor(private readonly root: Mark) {}

  set(path: Path, mark: Mark | undefined): void {
    if (mark) this.marks.set(pathText(path), mark);
  }

  /** Of the path as a fault names it, or of what is nearest around it. */
  find(path: string | undefined): Mark {
    for (let text = path ?? ""; text !== ""; text = text.slice(0, Math.max(0, text.search(/[.[][^.[]*$/)))) {
      const found = this.marks.get(text);
      if (found) return found;
    }
    return this.root;
  }
}
