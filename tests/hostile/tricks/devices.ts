/** Devices: ports that are another's, edges of what one was given, and interrupts without end. */
import { assembly, instruction, type Theme, type Trick } from "../trick.js";

const WIDTHS = [
  ["byte", "b", "%al"],
  ["word", "w", "%ax"],
  ["dword", "l", "%eax"],
] as const;

/** IN, OUT, INS and OUTS of a width at a port, as assembly by name. */
const accesses = (port: number, [width, suffix, register]: (typeof WIDTHS)[number]): readonly [string, string][] => [
  [`in-${width}`, `movl $${port}, %edx; in${suffix} %dx, ${register}`],
  [`out-${width}`, `movl $${port}, %edx; out${suffix} ${register}, %dx`],
  [`ins-${width}`, `movl $${port}, %edx; leal -64(%esp), %edi; ins${suffix}`],
  [`outs-${width}`, `movl $${port}, %edx; movl %esp, %esi; outs${suffix}`],
];

const COM2 = 0x2f8;
const refused = (name: string, text: string, more: Partial<Trick> = {}) =>
  instruction(name, text, "PRIVILEGED_INSTRUCTION", more);

/** The neighbour has the second serial port; the chipset's ports nobody has. */
export const portsOfOthers: Theme = {
  name: "ports of others",
  neighbourHas: { ports: ["0x2f8-0x2ff"] },
  tricks: [
    ...WIDTHS.flatMap((width) => accesses(COM2, width).map(([name, text]) => refused(`neighbours-${name}`, text))),
    refused("neighbours-last", "movl $0x2ff, %edx; inb %dx, %al"),
    refused("pic-mask", "movb $0, %al; outb %al, $0x21"),
    refused("pic-command", "movb $0x20, %al; outb %al, $0x20"),
    refused("slave-pic", "movb $0xff, %al; outb %al, $0xa1"),
    refused("pit-control", "movb $0x34, %al; outb %al, $0x43"),
    refused("pit-count", "inb $0x40, %al"),
    refused("cmos", "inb $0x70, %al"),
    refused("pci-address", "movl $0xcf8, %edx; movl $0x80000000, %eax; outl %eax, %dx"),
    refused("pci-data", "movl $0xcfc, %edx; inl %dx, %eax"),
    refused("keyboard-reset", "movb $0xfe, %al; outb %al, $0x64"),
    refused("reset-control", "movl $0xcf9, %edx; movb $6, %al; outb %al, %dx"),
    refused("first-port-behind-the-map", "movl $0x400, %edx; inb %dx, %al"),
    refused("last-port-of-the-map", "movl $0x3ff, %edx; inb %dx, %al"),
    refused("word-behind-the-map", "movl $0xffff, %edx; inw %dx, %ax"),
    refused("repeated-outs", "movl $0x2f8, %edx; movl %esp, %esi; movl $100, %ecx; rep outsb"),
  ],
};

const FIRST_GIVEN = 0x302;
let given = FIRST_GIVEN;
const hex = (port: number): `0x${string}` => `0x${port.toString(16)}`;

/** A partition that was given two ports, nowhere near another's, and tries `text` of the first of them. */
function atEdge(name: string, text: (first: number) => string): Trick {
  const first = given;
  given += 8;
  return refused(name, text(first), { has: { ports: [`${hex(first)}-${hex(first + 1)}`] } });
}

const DWORD = WIDTHS[2];
const WORD = WIDTHS[1];
const wide = (name: string, width: (typeof WIDTHS)[number], offset: number): Trick[] =>
  [0, 1, 2, 3].map((kind) => {
    const [access] = accesses(0, width)[kind]!;
    return atEdge(`${access}-${name}`, (first) => accesses(first + offset, width)[kind]![1]);
  });

/** Accesses that begin or end among the ports that were given, and reach one that was not. */
export const portEdges: Theme = {
  name: "ports at the edge",
  tricks: [
    ...wide("over-the-end", WORD, 1),
    ...wide("over-the-end", DWORD, 0),
    ...wide("over-both-ends", DWORD, -1),
    atEdge("word-before", (first) => `movl $${first - 1}, %edx; inw %dx, %ax`),
    atEdge("byte-before", (first) => `movl $${first - 1}, %edx; inb %dx, %al`),
    atEdge("byte-behind", (first) => `movl $${first + 2}, %edx; outb %al, %dx`),
    {
      name: "what-was-given",
      has: { ports: ["0x3a0-0x3a1"] },
      body: `
        ${assembly("movl $0x3a0, %edx; inb %dx, %al; outb %al, %dx; inw %dx, %ax; outw %ax, %dx; incl %edx; inb %dx, %al")}
        bulkhead_window_yield();
        ${assembly("movl $0x3a0, %edx; inw %dx, %ax; movl %esp, %esi; outsw; leal -64(%esp), %edi; movl $0x3a1, %edx; insb")}
        printf("survived\\n");`,
    },
    {
      name: "given-and-then-restarted",
      has: { ports: ["0x3a4-0x3a5"] },
      body: assembly("movl $0x3a4, %edx; inw %dx, %ax; movl $0x3a6, %edx; inb %dx, %al"),
      error: "PRIVILEGED_INSTRUCTION",
      restarted: true,
    },
  ],
};

const OUT = `
  static inline void out(unsigned port, unsigned char value) {
    __asm__ volatile("outb %0, %w1" : : "a"(value), "d"(port));
  }`;

/** The port interrupts anew each time that its transmitter's interrupt is switched off and on. */
const INTERRUPT_AGAIN = "out(0x2f9, 0); out(0x2f9, 2);";
const OPEN = `
  bulkhead_interrupts_attach();
  out(0x2fb, 3); out(0x2fc, 0x0b); out(0x2f9, 2);
  bulkhead_line_enable(16 + 3);`;

const driver = (name: string, body: string, more: Partial<Trick> = {}): Trick => ({
  name,
  before: OUT,
  body,
  endless: true,
  has: { interrupts: [3], ports: ["0x2f8-0x2ff"] },
  ...more,
});

/** What goes beside, so that the neighbour has windows enough: lines without a device that would fire. */
const LINES_OF_NOTHING: readonly Trick[] = [
  {
    name: "flood-of-acknowledgements",
    body: "bulkhead_line_enable(16 + 5); for (;;) bulkhead_line_acknowledge(16 + 5);",
    endless: true,
    has: { interrupts: [5] },
  },
  {
    name: "flood-of-masks",
    body: "for (;;) { bulkhead_line_enable(16 + 9); bulkhead_line_disable(16 + 9); }",
    endless: true,
    has: { interrupts: [9] },
  },
  {
    name: "enabled-and-restarted",
    body: "bulkhead_line_enable(16 + 10); bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0);",
    endless: true,
    has: { interrupts: [10] },
  },
  {
    name: "lines-that-are-not-given",
    body: `
      for (unsigned line = 16; line < 32; line++) {
        bulkhead_line_enable(line);
        bulkhead_line_acknowledge(line);
        bulkhead_vcpu()->enabled = bulkhead_vcpu()->pending = 0xffffffff;
        bulkhead_line_acknowledge(line);
      }
      printf("survived\\n");`,
  },
];

export const neverAcknowledged: Theme = {
  name: "never acknowledged",
  tricks: [
    driver("never-acknowledges", `${OPEN} bulkhead_unmask(); for (;;) { ${INTERRUPT_AGAIN} }`, {
      deviceInterrupts: [1, 1],
    }),
    ...LINES_OF_NOTHING,
  ],
};

export const acknowledgedInALoop: Theme = {
  name: "acknowledged in a loop",
  tricks: [
    driver(
      "acknowledges-in-a-loop",
      `${OPEN} bulkhead_unmask(); for (;;) { ${INTERRUPT_AGAIN} bulkhead_line_acknowledge(16 + 3); }`,
      { deviceInterrupts: [100, Number.POSITIVE_INFINITY] },
    ),
    ...LINES_OF_NOTHING,
  ],
};
