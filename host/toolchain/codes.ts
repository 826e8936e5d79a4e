/** The codes of build faults: BH2xxx. Stable; `docs/` explains each. */

export const CODES = {
  /** The TypeScript compiler refused a source of kernel or partition. */
  typescript: "BH2001",
  /** The C compiler or the assembler refused a source. */
  c: "BH2002",
  /** The linker found something missing, double or out of bounds. */
  link: "BH2003",
  /** A source file does not exist or cannot be read. */
  sourceMissing: "BH2004",
  /** A compiler is not there or does not start. */
  compilerMissing: "BH2005",
  /** A compiler failed without saying what is wrong with the source. */
  compilerFailed: "BH2006",
  /** The kernel or a partition imports something that nobody provides. */
  import: "BH2010",
  /** The kernel uses a managed value: it must not allocate. */
  allocation: "BH2011",
  /** The kernel uses floating point. */
  floatingPoint: "BH2012",
  /** The kernel grows its memory. */
  memoryGrow: "BH2013",
  /** A partition uses a hypercall or a virtual interrupt on the plain board. */
  hypercall: "BH2014",
} as const;
