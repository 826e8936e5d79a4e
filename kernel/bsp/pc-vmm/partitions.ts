/** Makes the partitions of the system table with their vCPUs: the whole list of each, once and for all. */
import { FEATURE_CALL_BY_SYSENTER, FEATURE_HYPERCALLS } from "../../core/info-page";
import { coldStart, Partition, threadOf } from "../../core/partition";
import { physical, systemTable } from "../../core/system-table";
import { BOARD_PC_VMM, LINE_VCPU, PAGE_SIZE, VCPU_PAGE, VcpuPage } from "../../generated/abi";
import { giveDevices } from "../../vmm/devices";
import { grantLines, initializeVcpu, vcpuOf } from "../../vmm/vcpu";
import { mapUserPage, takePage } from "../../x86/paging";
import { makePartition } from "../pc/partitions";

/** The lines that every vCPU has: timer, window start, port message, schedule change, and those of its like. */
const LINES_OF_ALL: u32 = (1 << (LINE_VCPU + 1)) - 1;

export function initializePartitions(sysenter: bool): void {
  const features = FEATURE_HYPERCALLS | (sysenter ? FEATURE_CALL_BY_SYSENTER : 0);
  for (let i: u32 = 0; i < systemTable().partitionCount; i += 1) {
    const partition = makePartition(i, features, BOARD_PC_VMM);
    for (let n: u32 = 0; n < partition.entry.vcpuCount; n += 1) makeVcpu(partition, n);
    coldStart(partition);
  }
}

/** vCPU 0 is the partition's first thread. */
function makeVcpu(partition: Partition, number: u32): void {
  const page = takePage();
  mapUserPage(partition.pageDirectory, VCPU_PAGE + number * PAGE_SIZE, page, true);
  const thread = threadOf(partition, number);
  initializeVcpu(thread, number, changetype<VcpuPage>(physical(page)), LINES_OF_ALL);
  grantLines(vcpuOf(thread), giveDevices(partition, number));
}
