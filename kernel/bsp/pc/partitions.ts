/** Makes the partitions of the system table, as far as both boards have them: control block, address space, information page, threads. */
import { initializeConsole } from "../../core/console";
import { forgetSegments } from "../../core/guest-memory";
import { statisticsOf } from "../../core/host-block";
import { FEATURE_CALL_BY_SYSENTER, fillInfoPage } from "../../core/info-page";
import { coldStart, Partition, partitionAt } from "../../core/partition";
import { layOutKernelMemory } from "../../core/process/kernel-memory";
import { partitionEntry, physical, systemTable } from "../../core/system-table";
import { initializeTrace } from "../../core/trace";
import { BOARD_PC, ConsoleRing, INFO_PAGE, InfoPage, TraceRing } from "../../generated/abi";
import { makeAddressSpace, mapUserPage, takePage } from "../../x86/paging";
import { timestampFrequencyHz } from "./timer";

/** Tells every partition when the first major frame began; still at boot. */
export function tellFrameOrigin(ns: u64): void {
  for (let i: u32 = 0; i < systemTable().partitionCount; i += 1) partitionAt(i).info.frameOriginNs = ns;
}

/** The plain board's: native partitions alone. */
export function initializePartitions(sysenter: bool): void {
  const features: u32 = sysenter ? FEATURE_CALL_BY_SYSENTER : 0;
  for (let i: u32 = 0; i < systemTable().partitionCount; i += 1) coldStart(makePartition(i, features, BOARD_PC));
}

/** Partition `index` with its threads. `features` are InfoPage's; `board` is a BOARD value. */
export function makePartition(index: u32, features: u32, board: u32): Partition {
  const partition = partitionAt(index);
  const entry = partitionEntry(index);
  partition.index = index;
  partition.entry = entry;
  layOutKernelMemory(partition);
  partition.portOwner = entry.portRangeCount != 0 ? changetype<usize>(entry) : 0;
  forgetSegments(partition);
  partition.statistics = statisticsOf(index);
  partition.traceRing = changetype<TraceRing>(physical(entry.tracePhys));
  initializeTrace(partition.traceRing, entry.traceSizeBytes, index);
  partition.console = changetype<ConsoleRing>(physical(entry.consolePhys));
  initializeConsole(partition.console, entry.consoleSizeBytes);
  partition.pageDirectory = makeAddressSpace(entry);

  const info = takePage();
  mapUserPage(partition.pageDirectory, INFO_PAGE, info, false);
  partition.info = changetype<InfoPage>(physical(info));
  fillInfoPage(partition.info, index, entry, timestampFrequencyHz(), features, board);

  return partition;
}
