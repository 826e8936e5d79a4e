/** The system that faults are injected into, booted for a test. */
import { boot, type TestSystem } from "../../host/index.js";

const SYSTEM = new URL("system/system.ts", import.meta.url);

export const bootSubjects = (): Promise<TestSystem> => boot(SYSTEM);

/** When the faults of these tests are asked for: in a window of guest, whose task computes; native's next is at 122 ms. */
export const AT = "118ms";
export const AT_NS = 118e6;
export const END = "400ms";

/** The same system without a fault, up to END: what its neighbours are compared with. */
export async function undisturbed(): Promise<TestSystem> {
  const system = await bootSubjects();
  await system.run({ until: END });
  return system;
}
