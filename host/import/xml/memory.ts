/** How much memory a partition has to itself, and what it shares with others. */
import type { BlockEntry } from "./module.js";
import type { Read, Reading } from "./reading.js";
import { referenceOf } from "./references.js";
import type { XmlElement } from "./tree.js";

/** Of a region's type or its rights: code, constants and devices are no memory to write to. */
const NOT_WRITABLE = /code|text|rom\b|flash|input|i\/o|\bio\b|device|read_?only|^r$|^rx$|^read$/i;

/**
 * The bytes of the regions that the partition may write to, together.
 * @param holder the element with `Memory_Requirements`, `MemoryRegion` or their like in it
 */
export function writableBytes(holder: XmlElement, reading: Reading): Read<number> | undefined {
  const regions = reading.children(
    holder,
    ["MemoryRequirements", "MemoryRequirement", "MemoryRegion", "Memory"],
    ["MemoryRegions", "MemoryRequirementList", "PartitionMemory", "PartitionConfiguration"],
  );
  let total: Read<number> | undefined;
  for (const region of regions) {
    const said = ["Type", "AccessRights", "Access"].map((name) => reading.text(region, name)?.value ?? "");
    const bytes = reading.size(region, "SizeBytes", "Size");
    for (const name of ["Name", "PhysicalAddress", "Address"]) reading.text(region, name);
    if (!bytes || said.some((text) => NOT_WRITABLE.test(text))) continue;
    total = { value: (total?.value ?? 0) + bytes.value, mark: total?.mark ?? bytes.mark };
  }
  return total;
}

/** `SharedMemory` with `PartitionAccess` elements: no supplement has it, AIR does, and Part 2 has memory blocks. */
export function blocksOf(root: XmlElement, reading: Reading): BlockEntry[] {
  return reading.children(root, ["SharedMemory"]).flatMap((element): BlockEntry[] => {
    const name = reading.requiredText(element, "Name");
    const size = reading.size(element, "Size", "SizeBytes") ?? reading.requiredWhole(element, "Size", "SizeBytes");
    reading.text(element, "Unit");
    const access = reading.children(element, ["PartitionAccess"]).flatMap((each) => {
      const partition = referenceOf(each, reading);
      const rights = reading.text(each, "Permissions", "Access", "AccessRights")?.value ?? "RW";
      if (!partition) reading.missing(each, "PartitionName");
      return partition ? [{ partition, writable: /w/i.test(rights) && !/^read_?only$/i.test(rights) }] : [];
    });
    return name && size ? [{ mark: element.mark, name: name.value, size, access }] : [];
  });
}
