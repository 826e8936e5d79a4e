/** Memory blocks: of whole pages, with a name that a program can ask for, and seen by partitions that exist. */
import { checkPages } from "./check-memory.js";
import { checkObjectName } from "./check-object-name.js";
import { checkPartitionName } from "./check-partition-name.js";
import { CODES } from "./codes.js";
import type { DraftSystem } from "./draft.js";
import type { Findings } from "./findings.js";

export function checkBlocks({ memoryBlocks, partitions }: DraftSystem, findings: Findings): void {
  const names = partitions.map((partition) => partition.name);
  for (const { name, path, sizeBytes, access } of memoryBlocks) {
    const write = (clean: string): string => `"${clean}"`;
    checkObjectName({ what: "memory block", name, path, mark: "key", write }, findings);
    checkPages(sizeBytes, [...path, "size"], findings);
    const users = Object.keys(access);
    for (const user of users) checkPartitionName(user, [...path, "access", user], names, findings, "key");
    if (users.length > 0) continue;
    const remedy = `access: { ${names[0] ?? "guest"}: "read-write" }`;
    findings.add(CODES.COUNT, [...path, "access"], { message: "no partition sees the memory block", remedy });
  }
}
