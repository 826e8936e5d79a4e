/** All packages and property sets under their names, and what a name in a package stands for (AS5506, namespaces). */
import { AADL_CODES } from "./codes.js";
import { didYouMean } from "./did-you-mean.js";
import type { Findings } from "./findings.js";
import type { ComponentSyntax, FileSyntax, Name, PackageSyntax, PropertySetSyntax, QualifiedName } from "./syntax.js";

export const sameCase = (name: string): string => name.toLowerCase();

export interface DeclaredPackage {
  readonly name: string;
  readonly isOurs: boolean;
  /** In lower case. */
  readonly imports: ReadonlySet<string>;
  readonly aliases: PackageSyntax["aliases"];
  /** By name in lower case. */
  readonly components: ReadonlyMap<string, DeclaredComponent>;
}

export interface DeclaredComponent {
  /** `package::name`. */
  readonly name: string;
  readonly syntax: ComponentSyntax;
  readonly home: DeclaredPackage;
}

export class Declarations {
  readonly packages = new Map<string, DeclaredPackage>();
  readonly propertySets = new Map<string, PropertySetSyntax & { readonly isOurs: boolean }>();

  /** What the user declares stands instead of a package or set of ours with the same name. */
  constructor(
    ours: readonly FileSyntax[],
    theirs: readonly FileSyntax[],
    readonly findings: Findings,
  ) {
    for (const [files, isOurs] of [[theirs, false] as const, [ours, true] as const]) {
      for (const { packages, propertySets } of files) {
        for (const declared of packages) this.#addPackage(declared, isOurs);
        for (const declared of propertySets) this.#addPropertySet(declared, isOurs);
      }
    }
    for (const { packages, propertySets } of theirs)
      for (const user of [...packages, ...propertySets]) this.#imports(user);
  }

  #addPackage(syntax: PackageSyntax, isOurs: boolean): void {
    const key = sameCase(syntax.name.text);
    const before = this.packages.get(key);
    if (before) {
      if (isOurs && !before.isOurs) return;
      this.#duplicate("package", syntax.name);
      return;
    }
    const components = new Map<string, DeclaredComponent>();
    const home: DeclaredPackage = {
      name: syntax.name.text,
      isOurs,
      imports: new Set(syntax.imports.map(({ text }) => sameCase(text))),
      aliases: syntax.aliases,
      components,
    };
    for (const component of syntax.components) {
      const { text } = component.name;
      if (components.has(sameCase(text))) this.#duplicate(component.category, component.name);
      else components.set(sameCase(text), { name: `${home.name}::${text}`, syntax: component, home });
    }
    this.packages.set(key, home);
  }

  #addPropertySet(syntax: PropertySetSyntax, isOurs: boolean): void {
    const key = sameCase(syntax.name.text);
    const before = this.propertySets.get(key);
    if (!before) this.propertySets.set(key, { ...syntax, isOurs });
    else if (!isOurs || before.isOurs) this.#duplicate("property set", syntax.name);
  }

  #duplicate(what: string, name: Name): void {
    const message = `there is another ${what} with the name "${name.text}"`;
    this.findings.fault(AADL_CODES.DUPLICATE, message, name.place, "give it another name, or leave one of them out");
  }

  /** Every package and set that is imported has to be there; one of which only properties are used may be left out. */
  #imports({ imports, ...user }: PackageSyntax | PropertySetSyntax): void {
    const sets = "components" in user ? propertySetsIn(user.components) : new Set<string>();
    for (const { text, place } of imports) {
      const key = sameCase(text);
      if (this.packages.has(key) || this.propertySets.has(key)) continue;
      const remedy = didYouMean(text, this.#importable()) ?? "name the file that declares it along with the others";
      if (sets.has(key)) {
        const message = `the property set "${text}" is in none of the files: its properties are left out`;
        this.findings.warn(`property set ${key}`, message, place, remedy);
        continue;
      }
      const message = `there is neither a package nor a property set "${text}" in the files`;
      this.findings.fault(AADL_CODES.UNKNOWN_PACKAGE, message, place, remedy);
    }
  }

  #importable(): string[] {
    return [...this.packages.values(), ...this.propertySets.values()].map(({ name }) =>
      typeof name === "string" ? name : name.text,
    );
  }

  /** What `reference` means in `from`. Undefined if nothing; that has become a fault. */
  component(reference: QualifiedName, from: DeclaredPackage): DeclaredComponent | undefined {
    const home = reference.qualifier === "" ? from : this.#package(reference, from);
    if (!home) return undefined;
    const found = this.#inPackage(reference.name, home, new Set());
    if (found?.syntax.isPrivate && home !== from) {
      const message = `"${found.name}" is private to its package`;
      this.findings.fault(AADL_CODES.UNKNOWN_CLASSIFIER, message, reference.place, "declare it in the public section");
      return undefined;
    }
    return found ?? this.#unknown(reference, home, from);
  }

  #package({ qualifier, place }: QualifiedName, from: DeclaredPackage): DeclaredPackage | undefined {
    const alias = from.aliases.find(
      ({ name, kind }) => kind === "package" && sameCase(name.text) === sameCase(qualifier),
    );
    const name = alias ? alias.target.qualifier : qualifier;
    const key = sameCase(name);
    const found = this.packages.get(key);
    if (found) {
      if (found !== from && !from.imports.has(key) && !from.isOurs) {
        const message = `package "${from.name}" uses "${found.name}" without a with clause`;
        this.findings.warn(`with ${from.name} ${key}`, message, place, `write "with ${found.name};" in "${from.name}"`);
      }
      return found;
    }
    const names = [...this.packages.values()].map((candidate) => candidate.name);
    const remedy = didYouMean(name, names) ?? "name the file that declares it along with the others";
    this.findings.fault(AADL_CODES.UNKNOWN_PACKAGE, `there is no package "${name}" in the files`, place, remedy);
    return undefined;
  }

  /** Declared there, or renamed to a name there. */
  #inPackage(name: string, home: DeclaredPackage, tried: Set<DeclaredPackage>): DeclaredComponent | undefined {
    if (tried.has(home)) return undefined;
    tried.add(home);
    const declared = home.components.get(sameCase(name));
    if (declared) return declared;
    const [type, implementation] = name.split(".");
    for (const alias of home.aliases) {
      const target = this.packages.get(sameCase(alias.target.qualifier));
      if (!target || alias.kind === "package") continue;
      const renamed = alias.name.text === "" ? alias.target.name : alias.name.text;
      if (alias.kind === "classifier" && sameCase(renamed) !== sameCase(type!)) continue;
      const original = alias.kind === "all" ? type! : alias.target.name;
      const found = this.#inPackage(implementation ? `${original}.${implementation}` : original, target, tried);
      if (found) return found;
    }
    return undefined;
  }

  #unknown({ name, place }: QualifiedName, home: DeclaredPackage, from: DeclaredPackage): undefined {
    const here = [...home.components.values()].map(({ syntax }) => syntax.name.text);
    const elsewhere = [...this.packages.values()].find(
      (other) =>
        other !== home &&
        (from.imports.has(sameCase(other.name)) || !other.isOurs) &&
        other.components.has(sameCase(name)),
    );
    const remedy = elsewhere ? `did you mean "${elsewhere.name}::${name}"?` : didYouMean(name, here);
    const what = name.includes(".") ? "implementation" : "component";
    const message = `there is no ${what} "${name}" in package "${home.name}"`;
    this.findings.fault(AADL_CODES.UNKNOWN_CLASSIFIER, message, place, remedy);
    return undefined;
  }
}

/** The qualifiers of properties, in lower case. */
function propertySetsIn(components: readonly ComponentSyntax[]): Set<string> {
  const blocks = components.flatMap(({ associations, features, subcomponents, connections }) => [
    associations,
    ...[...features, ...subcomponents, ...connections].map((part) => part.associations),
  ]);
  return new Set(blocks.flat().map(({ property }) => sameCase(property.qualifier)));
}
