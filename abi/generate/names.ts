/** How a name of the ABI is spelt in each language. The ABI itself writes PascalCase, camelCase or snake_case. */

const words = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .split("_")
    .map((word) => word.toLowerCase());

/** `VcpuPage` and `worstLatenessNs` become `VCPU_PAGE` and `WORST_LATENESS_NS`. */
export const upperSnake = (name: string): string => words(name).join("_").toUpperCase();

/** `VcpuPage` becomes `vcpu_page`. */
export const lowerSnake = (name: string): string => words(name).join("_");
