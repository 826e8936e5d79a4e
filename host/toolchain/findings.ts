/** What a module must not hold, found in its WebAssembly and led back to source lines. */
import type { Fault } from "../config/fault.js";
import type { Board } from "../config/model.js";
import { compileTypeScript, placeFault, type TypeScriptJob } from "./assemblyscript.js";
import { CODES } from "./codes.js";
import type { ImportedFunction, Translation } from "./wasm2c.js";

interface Rule {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Whether the optimised module breaks the rule. */
  broken(translation: Translation): boolean;
  /** A line of the text format that shows where. */
  readonly where: RegExp;
  /** One that shows it less well. */
  readonly orElse?: RegExp;
}

/** Whether the module imports `module`.`name`. */
const has = (imports: readonly ImportedFunction[], module: string, name: string): boolean =>
  imports.some((each) => each.module === module && each.name === name);

const RULES: readonly Rule[] = [
  {
    code: CODES.allocation,
    message: "the kernel must not allocate: this makes a managed value",
    remedy: "Use an @unmanaged class over memory.data(...), or a plain number",
    broken: ({ imports, source }) =>
      has(imports, "forbidden", "allocation") || source.includes("0x7Elib0x2Fmemory0x2F__stack_pointer"),
    where: /\(call \$(\S*\/__\w+|~lib\/(rt|string|number|array|map|set|date|typedarray)\S*|\S+#constructor)/,
    orElse: /global\.set \$~lib\/memory\/__stack_pointer/,
  },
  {
    code: CODES.import,
    message: "an assertion or exception would need a runtime that the kernel does not have",
    remedy: "Test the condition and panic",
    broken: ({ imports }) => has(imports, "env", "abort"),
    where: /\(call \$~lib\/builtins\/abort/,
  },
  {
    code: CODES.floatingPoint,
    message: "the kernel must not use floating point",
    remedy: "Count in integers: nanoseconds, bytes",
    broken: ({ source }) => /^ {2}f(32|64) var_/m.test(source),
    where: /\(f(32|64)\./,
  },
  {
    code: CODES.memoryGrow,
    message: "the kernel's memory does not grow",
    remedy: "Reserve what is needed with memory.data(...)",
    broken: ({ source }) => source.includes("wasm_rt_grow_memory("),
    where: /\(memory\.grow/,
  },
];

/** Every rule that a kernel's module breaks, each with the places that show it as far as they can be told. */
export async function findKernelFaults(job: TypeScriptJob, translation: Translation): Promise<Fault[]> {
  const foreign = foreignImports(translation, (module) => ["cpu", "env", "forbidden"].includes(module));
  const rules = [
    ...RULES.filter((rule) => rule.broken(translation)),
    ...foreign.map((each) => ({
      code: CODES.import,
      message: `the kernel imports "${each.module}.${each.name}": the processor door (kernel/x86/cpu.ts) is the only way out of it`,
      remedy: "Declare it in kernel/x86/cpu.ts and implement it in kernel/x86/cpu-door.h",
      where: each,
    })),
  ];
  return locate(rules, job);
}

/** Imports that nobody provides to a partition, each with the places that call it. */
export async function findProgramFaults(
  job: TypeScriptJob,
  translation: Translation,
  provided: ReadonlySet<string>,
  board: Board,
): Promise<Fault[]> {
  const onlyOnVmm = board === "pc" && translation.imports.some(({ module, name }) => needsVcpu(module, name));
  const foreign = foreignImports(translation, (module, name) => provided.has(`${module}.${name}`));
  const findings = foreign.map((each) => ({
    code: CODES.import,
    message: `nothing provides "${each.module}.${each.name}" to a partition`,
    remedy: 'Use what "bulkhead/partition" exports and what AssemblyScript brings along',
    where: each,
  }));
  return locate(onlyOnVmm ? [VCPU_USE, ...findings] : findings, job);
}

/** What partition/ts/door.ts has for interrupts and the timer alone. */
const needsVcpu = (module: string, name: string): boolean =>
  module === "door" && ["hypercall", "clearBit", "loadShared", "storeShared", "deliverPending"].includes(name);

const VCPU_USE: Finding = {
  code: CODES.hypercall,
  message: "the plain board has no hypercalls and no virtual interrupts",
  remedy: 'board: "pc-vmm"',
  where: /\(call \$~lib\/bulkhead\/partition\/(interrupts|timer)\//,
};

const foreignImports = (
  { imports }: Translation,
  isKnown: (module: string, name: string) => boolean,
): readonly ImportedFunction[] => imports.filter(({ module, name }) => !isKnown(module, name));

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** A line of the text format that shows where, or the import whose calls do. */
  readonly where: RegExp | ImportedFunction;
  readonly orElse?: RegExp;
}

/** Places that a finding shows at most. */
const PLACES_MAX = 5;

async function locate(findings: readonly Finding[], job: TypeScriptJob): Promise<Fault[]> {
  if (findings.length === 0) return [];
  const { text } = await compileTypeScript({ ...job, annotated: true });
  const faults: Fault[] = [];
  for (const { code, message, remedy, where, orElse } of findings) {
    const patterns = [where instanceof RegExp ? where : callOf(where, text), ...(orElse ? [orElse] : [])];
    const places = patterns.map((pattern) => ownPlacesOf(text, pattern));
    const own = places.find((each) => each.length > 0) ?? [];
    const fault: Fault = { code, message, remedy };
    if (own.length === 0) faults.push({ ...fault, file: job.entry });
    for (const place of own.slice(0, PLACES_MAX)) faults.push(await placeFault(fault, place, job.baseDirectory));
  }
  return faults;
}

/** Matches a call of the import, which has a name of its own in the text: `(import "m" "n" (func $path/n`. */
function callOf({ module, name }: ImportedFunction, text: string): RegExp {
  const declaration = `(import "${module}" "${name}" (func $`;
  const at = text.indexOf(declaration);
  const symbol = at < 0 ? name : /^[^\s)]*/.exec(text.slice(at + declaration.length))![0];
  return new RegExp(`\\(call \\$${symbol.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![^\\s)])`);
}

/**
 * Source places, `path:line:column`, of the lines that match, the first of each source line. An annotation holds until the next; what the
 * compiler put before a function's first one belongs to that. Places in the compiler's own library are left out.
 */
function ownPlacesOf(text: string, where: RegExp): string[] {
  const places = new Map<string, string>();
  const add = (place: string) => {
    const line = place.slice(0, place.lastIndexOf(":"));
    if (!places.has(line)) places.set(line, place);
  };
  let place = "";
  let matchedBefore = false;
  for (const line of text.split("\n")) {
    const annotation = /^\s*;;@ (\S+)/.exec(line);
    if (/^ \(func /.test(line)) {
      place = "";
      matchedBefore = false;
    } else if (annotation) {
      place = annotation[1]!;
      if (matchedBefore) add(place);
      matchedBefore = false;
    } else if (where.test(line)) {
      if (place === "") matchedBefore = true;
      else add(place);
    }
  }
  return [...places.values()].filter((place) => !place.startsWith("~lib/"));
}
