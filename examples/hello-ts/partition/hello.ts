import { MILLISECOND, partition } from "bulkhead/partition";

const info = partition.info();
console.log(`Hello from TypeScript! I am partition ${info.identifier}, "${partition.name()}".`);
console.log(`Of each ${info.periodNs / MILLISECOND} ms, ${info.durationNs / MILLISECOND} ms are mine.`);

const squares = new Map<string, i32>();
for (let i = 1; i <= 5; i++) squares.set(`${i} squared`, i * i);
console.log(squares.keys().join(", "));
console.log(`the square root of 2 is ${Math.sqrt(2)}`);
