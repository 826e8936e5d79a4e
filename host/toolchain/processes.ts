/**
 * Gives each process of a TypeScript program its own instance of the module: a copy of the variables that the compiler
 * and its library keep to themselves, which would be mixed up where one process interrupts another. What the program
 * itself declares, the heap's state, memory and table stay one, in the first instance.
 */
import type { Translation } from "./wasm2c.js";

/** Only a program that makes processes, or an error handler, imports it. */
export const makesProcesses = ({ imports }: Translation): boolean =>
  imports.some(({ module, name }) => module === "door" && name === "addThread");

/** The fields of the instance, as module.h declares them. */
export interface Fields {
  /** What each thread has of its own: `u32`, `u64`, `f32`, `f64` variables. */
  readonly own: readonly string[];
  readonly shadowPointer: string | undefined;
  /** Where the digits of a float are put together. */
  readonly numberText: string | undefined;
  readonly table: string | undefined;
  /** Of the imported modules. */
  readonly instances: readonly string[];
}

const SHADOW_POINTER = "w2c_0x7Elib0x2Fmemory0x2F_0x5Fstack_pointer";
const NUMBER_TEXT = "w2c_0x7Elib0x2Futil0x2Fnumber0x2Fdtoa_buf";
// ~argumentsLength; ~lib/memory/__stack_pointer; ~lib/math/…, ~lib/date/…, ~lib/util/….
const OWN = /^w2c_0x7E(argumentsLength|lib0x2Fmemory0x2F_0x5Fstack_pointer|lib0x2F(math|date|util0x2F[a-z]+)0x2F\w+)$/;

export function fieldsOf(header: string): Fields {
  const names = [...header.matchAll(/^ {2}[us](?:32|64) (w2c_\w+);|^ {2}f(?:32|64) (w2c_\w+);/gm)].map(
    (match) => match[1] ?? match[2]!,
  );
  const known = (name: string): string | undefined => (names.includes(name) ? name : undefined);
  return {
    own: names.filter((name) => OWN.test(name)),
    shadowPointer: known(SHADOW_POINTER),
    numberText: known(NUMBER_TEXT),
    table: /^ {2}wasm_rt_funcref_table_t (w2c_\w+);/m.exec(header)?.[1],
    instances: [...header.matchAll(/^ {2}struct w2c_\w+\* (w2c_\w+_instance);/gm)].map((match) => match[1]!),
  };
}

/** The module's C source, for several instances: `instance` is the running thread's. */
export function separateInstances(source: string, fields: Fields): string {
  const own = new Set([...fields.own, ...fields.instances]);
  const { shadowPointer, table } = fields;
  let text = source;
  // An indirect call hands on the caller's instance, not the one that filled the table.
  if (table)
    text = text.replace(new RegExp(`\\binstance->${table}\\.data\\[\\w+\\]\\.module_instance`, "g"), "instance");
  if (shadowPointer) {
    const store = new RegExp(`(\\binstance->${shadowPointer} = )(var_\\w+);`, "g");
    text = text.replace(store, "$1checked_shadow_pointer(instance, $2);");
  }
  return text.replace(/\binstance->(w2c_\w+)/g, (whole, name: string) =>
    own.has(name) ? whole : `program_instance.${name}`,
  );
}

/** What runtime/one-thread.h asks of the program. */
export const oneThread = ({ shadowPointer }: Fields): string =>
  `static u32 shadow_pointer(void) { return ${shadowPointer ? `program_instance.${shadowPointer}` : "0"}; }
`;

/** What runtime/processes.h asks of the program. */
export const severalThreads = ({ own, shadowPointer, numberText, table, instances }: Fields): string =>
  `static u32 instance_bytes(void) { return sizeof(w2c_program); }
static w2c_program* first_instance(void) { return &program_instance; }
static u32* shadow_pointer_of(w2c_program* instance) { return ${shadowPointer ? `&instance->${shadowPointer}` : "0"}; }
static wasm_rt_function_ptr_t function_of(u32 index) { return program_instance.${table}.data[index].func; }
static void instance_begin(w2c_program* instance, struct w2c_door* door) {
  *instance = program_instance;
${own.map((name) => `  instance->${name} = 0;\n`).join("")}${instances.map((name) => `  instance->${name} = (void*)door;\n`).join("")}${numberText ? `  instance->${numberText} = (u32)door->number_text;\n` : ""}}
`;
