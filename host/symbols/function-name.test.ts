import { expect, test } from "vitest";
import { functionName } from "./function-name.js";

test.each([
  ["w2c_kernel_core0x2Fp0x2Dq0x2Fmain", "main", "core/p-q"],
  ["w2c_kernel_0x7Elib0x2Frt0x2Fstub0x2F_0x5Fnew", "__new", "~lib/rt/stub"],
  ["w2c_kernel_0x7Elib0x2Fstring0x2FString0x23get0x3Alength", "String#get:length", "~lib/string"],
  ["w2c_kernel_0x7Elib0x2Futil0x2Fnumber0x2Futoa32_dec_lut", "utoa32_dec_lut", "~lib/util/number"],
  ["w2c_kernel_core0x2Fp0x2Dq0x2Fmain0x7Eanonymous0x7C0", "main~anonymous|0", "core/p-q"],
  ["w2c_my__guest_main0x2Fstart", "start", "main"],
  ["wrap_w2c_kernel_main0x2Fstart.17", "start", "main"],
  [
    "w2c_kernel_0x7Elib0x2Farray0x2FArray0x3C0x7Elib0x2Fstring0x2FString0x3E0x23push",
    "Array<~lib/string/String>#push",
    "~lib/array",
  ],
])("%s is %s of %s", (symbol, name, module) => {
  expect(functionName(symbol)).toEqual({ name, module, isTypeScript: true });
});

test.each([
  ["w2c_kernel_0x7Estart", "~start"],
  ["w2c_kernel_onInterrupt", "onInterrupt"],
])("%s is %s, an export or made by the compiler", (symbol, name) => {
  expect(functionName(symbol)).toEqual({ name, isTypeScript: true });
});

test.each([
  ["main", "main"],
  ["schedule_task.part.0", "schedule_task"],
  ["helper.42", "helper"],
  [".Lupcall", ".Lupcall"],
])("%s is %s", (symbol, name) => {
  expect(functionName(symbol)).toEqual({ name, isTypeScript: false });
});
