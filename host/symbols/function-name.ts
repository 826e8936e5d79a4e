/**
 * The TypeScript name behind a linker symbol. wasm2c calls the function `core/schedule/startWindow` of module
 * `kernel` `w2c_kernel_core0x2Fschedule0x2FstartWindow`: every character that C does not allow is `0x` and two
 * hexadecimal digits, and an underscore of the module's name is doubled.
 */

export interface FunctionName {
  /** `startWindow`, `Task#run`, or a C function's name as it is. */
  readonly name: string;
  readonly isTypeScript: boolean;
  /** Of a TypeScript function: its source file without the extension, as the compiler names it: `core/schedule`. */
  readonly module?: string;
}

const WASM2C_SYMBOL = /^(?:wrap_)?w2c_(?:[A-Za-z0-9]|__)+_(?!_)(.+)$/;
/** What C compilers append to clones and to local names. */
const CLONE_SUFFIX = /(?:\.(?:part|constprop|isra|cold|llvm))*(?:\.\d+)+$/;

/** Where the module ends: the last slash that is not inside a generic's type arguments. */
function lastSlash(path: string): number {
  let depth = 0;
  for (let index = path.length - 1; index >= 0; index -= 1) {
    if (path[index] === ">") depth += 1;
    else if (path[index] === "<") depth -= 1;
    else if (path[index] === "/" && depth === 0) return index;
  }
  return -1;
}

/**
 * @example functionName("w2c_kernel_core0x2Fschedule0x2FstartWindow") // "startWindow" of "core/schedule"
 */
export function functionName(symbol: string): FunctionName {
  const plain = symbol.replace(CLONE_SUFFIX, "");
  const mangled = WASM2C_SYMBOL.exec(plain)?.[1];
  if (mangled === undefined) return { name: plain, isTypeScript: false };
  const path = mangled.replace(/0x([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  const slash = lastSlash(path);
  if (slash === -1) return { name: path, isTypeScript: true };
  return { name: path.slice(slash + 1), isTypeScript: true, module: path.slice(0, slash) };
}
