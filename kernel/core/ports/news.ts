import { Partition } from "../partition";

export function deliverNews(partition: Partition, limit: u32): bool {
  partition.newsFirst = 0;
  return limit == 0;
}

export function takeNewsCount(partition: Partition): u32 {
  const count = partition.newsCount;
  partition.newsCount = 0;
  return count;
}
