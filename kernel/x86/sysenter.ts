/** Fast system calls (Intel SDM vol. 2B, SYSENTER). The order of the selectors behind KERNEL_CODE is SYSEXIT's. */
import { SELECTOR_KERNEL_CODE } from "../generated/abi";
import { writeMsr } from "./cpu";
import { kernelStackPointerAddress } from "./gdt";
import { sysenterStub } from "./image";

const SYSENTER_CS: u32 = 0x174;
const SYSENTER_ESP: u32 = 0x175;
const SYSENTER_EIP: u32 = 0x176;

export function initializeSysenter(): void {
  writeMsr(SYSENTER_CS, SELECTOR_KERNEL_CODE);
  writeMsr(SYSENTER_ESP, kernelStackPointerAddress());
  writeMsr(SYSENTER_EIP, sysenterStub());
}
