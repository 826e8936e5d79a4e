/** The whole ABI as one value, for the generators and for whoever documents it. */
import { CORE_CALLS, HYPERCALLS } from "./calls.js";
import { ENUMERATIONS } from "./enumerations.js";
import { GUEST_LAYOUTS, KERNEL_LAYOUTS, MAGICS, OBSERVED_LAYOUTS, TABLE_LAYOUTS } from "./layouts.js";
import { GATES, LIMITS, MEMORY_MAP, SELECTORS } from "./memory-map.js";

export const ABI = {
  constants: { memoryMap: MEMORY_MAP, selectors: SELECTORS, gates: GATES, limits: LIMITS, magics: MAGICS },
  enumerations: ENUMERATIONS,
  layouts: { kernel: KERNEL_LAYOUTS, guest: GUEST_LAYOUTS, table: TABLE_LAYOUTS, observed: OBSERVED_LAYOUTS },
  calls: { core: CORE_CALLS, hypercalls: HYPERCALLS },
} as const;
