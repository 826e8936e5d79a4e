import { MILLISECOND, now, partition, sleepUntil } from "bulkhead/partition";

const start = now();
let position = 0.0;
let speed = 0.0;
for (let step = 1; step <= 100; step += 1) {
  // A mass that a controller brings to 1.
  speed += 0.1 * (1.0 - position) - 0.4 * speed;
  position += speed;
  if (step % 25 == 0) console.log(`${partition.name()}: step ${step}, position ${Math.round(position * 1000) / 1000}`);
  sleepUntil(start + u64(step) * 4 * MILLISECOND);
}
