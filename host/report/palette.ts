/** Colours of a report: one for each partition, red for faults only. */
import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;
type Paint = (text: string) => string;

/** `enabled` is the caller's decision: a terminal, and NO_COLOR unset. */
export const colorsFor = (enabled: boolean): Colors => pc.createColors(enabled);

/** The colour of a partition's lines, by its index. */
export function partitionPaint(colors: Colors, index: number): Paint {
  const paints = [
    colors.cyan,
    colors.magenta,
    colors.yellow,
    colors.green,
    colors.blue,
    colors.cyanBright,
    colors.magentaBright,
    colors.yellowBright,
    colors.greenBright,
    colors.blueBright,
  ];
  return paints[index % paints.length]!;
}
