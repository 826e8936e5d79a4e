/** Names for what an import makes: identifiers of C, and names as the system file wants them, each unique in its scope. */

const C_KEYWORDS = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int long register
  restrict return short signed sizeof static struct switch typedef union unsigned void volatile while asm typeof bool
  true false nullptr main`.split(/\s+/),
);

/** `package::Type.impl` as C has it after POK's mapping: `package__type_impl`. */
export function identifierFor(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll("::", "__")
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replace(/_+$/, "");
  const legal = /^[a-z_]/.test(plain) ? plain : `_${plain}`;
  return C_KEYWORDS.has(legal) ? `${legal}_` : legal;
}

/** Names that are in use; each `take` gives one that is not, as near to the wished one as possible. */
export class Names {
  readonly #taken: Set<string>;

  constructor(
    taken: Iterable<string> = [],
    private readonly longest = 200,
  ) {
    this.#taken = new Set(taken);
  }

  take(wished: string): string {
    const base = wished.slice(0, this.longest);
    let name = base;
    for (let n = 2; this.#taken.has(name); n++) {
      const suffix = `_${n}`;
      name = base.slice(0, this.longest - suffix.length) + suffix;
    }
    this.#taken.add(name);
    return name;
  }
}
