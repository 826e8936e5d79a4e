/** What the kernel asks of the processor: bits of EDX of CPUID leaf 1 (Intel SDM vol. 2A). */

export const FEATURE_LARGE_PAGES: u32 = 1 << 3;
export const FEATURE_TIMESTAMP: u32 = 1 << 4;
export const FEATURE_SYSENTER: u32 = 1 << 11;
export const FEATURE_GLOBAL_PAGES: u32 = 1 << 13;
/** The compiler uses it. */
export const FEATURE_CONDITIONAL_MOVE: u32 = 1 << 15;
export const FEATURE_FXSAVE: u32 = 1 << 24;
export const FEATURE_SSE: u32 = 1 << 25;

/** Without these there is no Bulkhead. */
export const FEATURES_NEEDED: u32 =
  FEATURE_LARGE_PAGES | FEATURE_TIMESTAMP | FEATURE_CONDITIONAL_MOVE | FEATURE_FXSAVE | FEATURE_SSE;
