/**
 * Three processes that make and drop objects without a pause, two of them interrupted at every turn by the third: each
 * checks what it made, to the last digit of its floats, in every other round as the owner of a mutex. Far more is made
 * than the partition has memory for.
 */
import { aperiodic, Mutex, OperatingMode, setPartitionMode, timedWait } from "bulkhead/apex";
import { MICROSECOND } from "bulkhead/partition";

const ROUNDS: u32 = 60;
const PEERS = 2;

/** Numbers without a pattern, the same ones for the same seed. */
class Dice {
  constructor(private state: u32) {}
  next(below: u32): u32 {
    this.state = this.state * 1664525 + 1013904223;
    return (this.state >> 8) % below;
  }
}

class Leaf {
  next: Leaf | null = null;
  constructor(
    readonly number: u32,
    readonly text: string,
  ) {}
}

/** What an angle looks like: library functions with variables of their own, in a text of several parts. */
function describe(angle: f64): string {
  return `sin ${angle} is ${Math.sin(angle)}, its cosine ${Math.cos(angle)}`;
}

const angles: f64[] = [1e6, 0.1, 1234.5, 7.25e9];
const expected: string[] = [];
for (let at = 0; at < angles.length; at++) expected.push(describe(angles[at]));

/** Whose owner is still below the process that interrupts. */
const mutex = Mutex.create("MUTEX", 15);

let mistakes: u32 = 0;
let finished = 0;
let interruptions: u32 = 0;

function check(right: bool, what: string): void {
  if (right) return;
  mistakes += 1;
  console.log(`wrong: ${what}`);
}

/** A list, a map, and texts; each read again after others have had their turn. */
function churn(name: string, seed: u32): void {
  const dice = new Dice(seed);
  for (let round: u32 = 0; round < ROUNDS; round++) {
    if (round % 2 == 1) mutex.acquire();
    let first: Leaf | null = null;
    const count: u32 = 20 + dice.next(40);
    for (let number: u32 = 0; number < count; number++) {
      const leaf = new Leaf(number, `${name}${round}.${number}`);
      leaf.next = first;
      first = leaf;
    }
    const lengths = new Map<string, i32>();
    let left = count;
    let leaf = first;
    while (leaf) {
      left -= 1;
      check(leaf.number == left && leaf.text == `${name}${round}.${left}`, `${name}, leaf ${left} of round ${round}`);
      lengths.set(leaf.text, leaf.text.length);
      leaf = leaf.next;
    }
    check(left == 0 && u32(lengths.size) == count, `${name}, size of round ${round}`);
    if (round % 2 == 1) mutex.release();
    const at = dice.next(4);
    check(describe(angles[at]) == expected[at], `${name}, angle ${at}: ${describe(angles[at])}`);
    if (round % 16 == 0) timedWait(0);
  }
  // First, for whoever interrupts may stop the partition when both have finished.
  console.log(`${name} is done`);
  finished += 1;
}

aperiodic({ name: "ONE", priority: 10, stack: 0 }, () => churn("one", 1));
aperiodic({ name: "TWO", priority: 10, stack: 0 }, () => churn("two", 2));
aperiodic({ name: "INTERRUPT", priority: 20, stack: 0 }, () => {
  const dice = new Dice(3);
  let kept: string[] = [];
  while (finished < PEERS) {
    timedWait(u64(20 + dice.next(400)) * MICROSECOND);
    interruptions += 1;
    const at = dice.next(4);
    kept.push(describe(angles[at]));
    check(kept[kept.length - 1] == expected[at], `interrupt, angle ${at}: ${kept[kept.length - 1]}`);
    if (kept.length > 40) kept = kept.slice(30);
  }
  console.log(`${mistakes} mistakes${interruptions > 100 ? ", in spite of more than 100 interruptions" : ""}`);
  setPartitionMode(OperatingMode.IDLE, mistakes);
});

setPartitionMode(OperatingMode.NORMAL);
