/**
 * bulkhead/calls.h: one inline function a call, through the call page. A pair of arguments `x_low` and `x_high`
 * becomes one 64-bit argument `x`. Calls that work on the caller's stack have no C function. Compiled for the plain board
 * (BULKHEAD_PLAIN_BOARD) the hypercalls are declarations whose use is an error.
 */
import type { Argument } from "../schema.js";
import { structName } from "./c-header.js";
import type { Model, ModelCall } from "./model.js";
import { banner, sentence } from "./text.js";

/** Constraint letters of EBX, ECX, EDX, ESI, EDI, the argument registers in order. EDX returns the value. */
const REGISTERS = ["b", "c", "d", "S", "D"] as const;
const VALUE_REGISTER = REGISTERS.indexOf("d");

/** They take their operands from the stack, or return elsewhere. */
const WITHOUT_WRAPPER: ReadonlySet<string> = new Set(["iret"]);

/** Of what needs a vCPU, for the plain board. */
const REFUSED = "BULKHEAD_NOT_ON_THIS_BOARD";
const REFUSAL = 'the board \\"pc\\" has no hypercalls and no vCPU; the board \\"pc-vmm\\" has';

interface Parameter {
  readonly name: string;
  readonly declaration: string;
  readonly doc: string;
}

interface Signature {
  readonly parameters: readonly Parameter[];
  /** What goes into each argument register. */
  readonly operands: readonly string[];
}

function pointerOrNumber({ name, type, struct }: Argument): { declaration: string; operand: string } {
  const target = struct === undefined ? "void" : `struct ${structName(struct)}`;
  switch (type) {
    case "guest_in":
      return { declaration: `const ${target} *${name}`, operand: `(uint32_t)${name}` };
    case "guest_out":
      return { declaration: `${target} *${name}`, operand: `(uint32_t)${name}` };
    case "guest_code":
      return { declaration: `bulkhead_handler ${name}`, operand: `(uint32_t)${name}` };
    case "u32":
      return { declaration: `uint32_t ${name}`, operand: name };
  }
}

function signature(call: ModelCall): Signature {
  const parameters: Parameter[] = [];
  const operands: string[] = [];
  for (const [index, argument] of call.args.entries()) {
    const pair = argument.name.replace(/_(low|high)$/, "");
    if (argument.name.endsWith("_high") && call.args[index - 1]?.name === `${pair}_low`) {
      operands.push(`(uint32_t)(${pair} >> 32)`);
    } else if (argument.name.endsWith("_low") && call.args[index + 1]?.name === `${pair}_high`) {
      parameters.push({
        name: pair,
        declaration: `uint64_t ${pair}`,
        doc: argument.doc.replace(/^Low half of t/, "T"),
      });
      operands.push(`(uint32_t)${pair}`);
    } else {
      const { declaration, operand } = pointerOrNumber(argument);
      parameters.push({ name: argument.name, declaration, doc: argument.doc });
      operands.push(operand);
    }
  }
  if (call.value !== undefined) {
    parameters.push({
      name: "value",
      declaration: "uint32_t *value",
      doc: `${call.value} Written on success; may be 0.`,
    });
  }
  return { parameters, operands };
}

function prototype(call: ModelCall): string {
  const declarations = signature(call).parameters.map((parameter) => parameter.declaration);
  return `uint32_t bulkhead_${call.name}(${declarations.join(", ") || "void"})`;
}

function wrapper(call: ModelCall): string[] {
  const { parameters, operands } = signature(call);
  const inputs = operands.flatMap((operand, index) =>
    index === VALUE_REGISTER ? [] : [`"${REGISTERS[index]}"(${operand})`],
  );
  const lines = ["/**", ` * ${sentence(call.doc)}`];
  for (const { name, doc } of parameters) lines.push(` * @param ${name} ${sentence(doc)}`);
  const statuses = ["OK", ...call.errors].map((error) => `BULKHEAD_STATUS_${error}`);
  lines.push(` * @return ${statuses.join(", ")}`, " */");
  lines.push(`static inline ${prototype(call)} {`);
  lines.push(`  uint32_t eax = BULKHEAD_${call.constant};`);
  lines.push(`  uint32_t edx = ${operands[VALUE_REGISTER] ?? "0"};`);
  lines.push(`  __asm__ volatile(BULKHEAD_CALL_INSTRUCTION`);
  lines.push(`                   : "+a"(eax), "+d"(edx)`);
  lines.push(`                   :${inputs.length === 0 ? "" : ` ${inputs.join(", ")}`}`);
  lines.push(`                   : "memory", "cc");`);
  if (call.value !== undefined) lines.push("  if (value && eax == BULKHEAD_STATUS_OK) *value = edx;");
  lines.push("  return eax;", "}");
  return lines;
}

export function cCalls(model: Model, callPage: string): string {
  const lines = [banner("//"), "#ifndef BULKHEAD_CALLS_H", "#define BULKHEAD_CALLS_H"];
  lines.push('#include "bulkhead/abi.h"', "");
  lines.push("/** Enters the kernel through the call page: number in EAX, arguments in EBX, ECX, EDX, ESI, EDI. */");
  // A negative number, since older assemblers take no address beyond 2 GiB for a call.
  lines.push(`#define BULKHEAD_CALL_INSTRUCTION "call ${Number(callPage) - 2 ** 32}"`, "");
  lines.push(
    "/** An entry that an upcall or exception jumps to. It is written in assembly: it has a frame of its own. */",
  );
  lines.push("typedef void (*bulkhead_handler)(void);");
  const { core, hypercalls } = model.calls;
  const wrapped = hypercalls.filter(({ name }) => !WITHOUT_WRAPPER.has(name));
  for (const call of core) lines.push("", ...wrapper(call));
  lines.push("", "#ifdef BULKHEAD_PLAIN_BOARD", "", `#define ${REFUSED} __attribute__((error("${REFUSAL}")))`, "");
  for (const call of wrapped) lines.push(`${REFUSED} ${prototype(call)};`);
  lines.push("", "#else");
  for (const call of wrapped) lines.push("", ...wrapper(call));
  lines.push("", "#endif", "", "#endif");
  return `${lines.join("\n")}\n`;
}
