/** How a program is refused: with its partition's name, the place in the system file, and its own file if the user brought it. */
import type { Partition } from "../config/model.js";
import { ImageError } from "./image-error.js";

export function refusal({ name, program }: Partition, message: string, remedy?: string): ImageError {
  return new ImageError("program", `the program of "${name}" ${message}`, {
    path: `partitions.${name}`,
    ...(program.kind === "elf" ? { file: program.file } : {}),
    ...(remedy === undefined ? {} : { remedy }),
  });
}
