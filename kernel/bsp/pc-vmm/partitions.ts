/** Makes the partitions of the system table: control block, address space, information page, thread and vCPU. */
import { initializeConsole } from "../../core/console";
import { statisticsOf } from "../../core/host-block";
import { fillInfoPage } from "../../core/info-page";
import { coldStart, Partition, partitionAt } from "../../core/partition";
import { partitionEntry, physical, systemTable } from "../../core/system-table";
import { allocateThread } from "../../core/thread";
import { initializeTrace } from "../../core/trace";
import {
  ConsoleRing,
  INFO_PAGE,
  InfoPage,
  LINE_SCHEDULE_CHANGE,
  TraceRing,
  VCPU_PAGE,
  VcpuPage,
} from "../../generated/abi";
import { initializeVcpu } from "../../vmm/vcpu";
import { makeAddressSpace, mapUserPage, takePage } from "../../x86/paging";
import { timestampFrequencyHz } from "../pc/timer";

/** The lines that every vCPU has: timer, window start, port message, schedule change. */
const LINES_OF_ALL: u32 = (1 << (LINE_SCHEDULE_CHANGE + 1)) - 1;

export function initializePartitions(sysenter: bool): void {
  for (let i: u32 = 0; i < systemTable().partitionCount; i += 1) initializePartition(partitionAt(i), i, sysenter);
}

/** Tells every partition when the first major frame began; still at boot. */
export function tellFrameOrigin(ns: u64): void {
  for (let i: u32 = 0; i < systemTable().partitionCount; i += 1) partitionAt(i).info.frameOriginNs = ns;
}

function initializePartition(partition: Partition, index: u32, sysenter: bool): void {
  const entry = partitionEntry(index);
  partition.index = index;
  partition.entry = entry;
  partition.lastReadable = entry.firstSegment;
  // The stack comes last: that is where an upcall writes.
  partition.lastWritable = entry.firstSegment + entry.segmentCount - 1;
  partition.statistics = statisticsOf(index);
  partition.traceRing = changetype<TraceRing>(physical(entry.tracePhys));
  initializeTrace(partition.traceRing, entry.traceSizeBytes, index);
  partition.console = changetype<ConsoleRing>(physical(entry.consolePhys));
  initializeConsole(partition.console, entry.consoleSizeBytes);
  partition.pageDirectory = makeAddressSpace(entry);

  const info = takePage();
  mapUserPage(partition.pageDirectory, INFO_PAGE, info, false);
  partition.info = changetype<InfoPage>(physical(info));
  fillInfoPage(partition.info, index, entry, timestampFrequencyHz(), sysenter);

  const thread = allocateThread(partition);
  partition.thread = thread;
  if (entry.vcpuCount != 0) {
    const page = takePage();
    mapUserPage(partition.pageDirectory, VCPU_PAGE, page, true);
    initializeVcpu(thread, 0, changetype<VcpuPage>(physical(page)), LINES_OF_ALL);
  }
  coldStart(partition);
}
