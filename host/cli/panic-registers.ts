/** The registers of a panic by name, from HostBlock.panicContext: words laid out as a Context. */
import {
  CONTEXT_CS_OFFSET,
  CONTEXT_EAX_OFFSET,
  CONTEXT_EBP_OFFSET,
  CONTEXT_EBX_OFFSET,
  CONTEXT_ECX_OFFSET,
  CONTEXT_EDI_OFFSET,
  CONTEXT_EDX_OFFSET,
  CONTEXT_EFLAGS_OFFSET,
  CONTEXT_EIP_OFFSET,
  CONTEXT_ERROR_CODE_OFFSET,
  CONTEXT_ESI_OFFSET,
  CONTEXT_ESP_OFFSET,
  CONTEXT_VECTOR_OFFSET,
} from "../generated/abi.js";

const OFFSETS = {
  eax: CONTEXT_EAX_OFFSET,
  ebx: CONTEXT_EBX_OFFSET,
  ecx: CONTEXT_ECX_OFFSET,
  edx: CONTEXT_EDX_OFFSET,
  esi: CONTEXT_ESI_OFFSET,
  edi: CONTEXT_EDI_OFFSET,
  ebp: CONTEXT_EBP_OFFSET,
  esp: CONTEXT_ESP_OFFSET,
  eip: CONTEXT_EIP_OFFSET,
  eflags: CONTEXT_EFLAGS_OFFSET,
  cs: CONTEXT_CS_OFFSET,
  vector: CONTEXT_VECTOR_OFFSET,
  error: CONTEXT_ERROR_CODE_OFFSET,
} as const;

type Registers = Readonly<Record<keyof typeof OFFSETS | "cr2", number>>;

/** undefined when no exception brought the panic about: then nobody saved registers. */
export function panicRegisters(context: readonly number[], cr2: number): Registers | undefined {
  if (context.every((word) => word === 0)) return undefined;
  const named = Object.entries(OFFSETS).map(([name, offset]) => [name, context[offset / 4] ?? 0]);
  return { ...(Object.fromEntries(named) as Omit<Registers, "cr2">), cr2 };
}
