// What host/toolchain/same-language.test.ts runs, as WebAssembly and as a partition.
const i: i32 = -7;
const u: u32 = 0xfffffff9;
const l: i64 = -70000000000;
const v: u64 = u64.MAX_VALUE - 6;
const d: f64 = -2.5;
const f: f32 = 3.75;

function show(line: string): void {
  console.log(line);
}

class Animal {
  constructor(readonly name: string) {}
  say(): string {
    return "?";
  }
}
class Dog extends Animal {
  say(): string {
    return "woof";
  }
}

show(`to floats: ${f64(l)} ${f64(v)} ${f32(l)} ${f32(v)} ${f64(u)} ${f32(u)} ${f32(i)}`);
show(`to integers: ${i64(d)} ${u64(-d)} ${i64(f)} ${u64(f)} ${i32(d)} ${u32(-d)} ${i32(f)} ${u32(f)} ${u64(1.8e19)}`);
show(`rounded: ${floor(d)} ${ceil(d)} ${trunc(d)} ${nearest(d)} ${floor(f)} ${ceil(f)} ${trunc(f)} ${nearest(f)}`);
show(`roots, signs: ${sqrt(-d)} ${sqrt(f)} ${abs(d)} ${abs(f)} ${copysign(d, 1.0)} ${copysign(f, -1.0)}`);
show(`least, greatest: ${min(d, 1.0)} ${max(f, 9.0)} ${min(d, NaN)} ${max<f64>(-0.0, 0.0)}`);
show(`bits: ${clz(l)} ${ctz(v)} ${popcnt(v)} ${clz(i)} ${ctz(u)} ${popcnt(u)} ${rotl(v, 5)} ${rotr(u, 5)}`);
show(`64 bits: ${l / 7} ${l % 7} ${v / 12345678901} ${v % 12345678901} ${l * l} ${l >> 3} ${v >> 40} ${l << 9}`);
show(`as bits: ${reinterpret<u64>(d)} ${reinterpret<u32>(f)} ${d < 1.0} ${min(d, NaN) < 1.0}`);
show(`functions: ${Math.cos(1e6)} ${Math.exp(1)} ${Math.log(10)} ${Math.tan(0.5)} ${Math.atan2(1, -1)}`);
show(`more: ${Math.hypot(3, 4)} ${Math.fround(0.1)} ${Mathf.sin(1)} ${1.1 ** 100} ${Math.cbrt(27)}`);
show(
  `edges: ${10.0 % 3.3} ${1e308 * 10} ${5e-324 / 2} ${0.1 + 0.2} ${1.0 / 3.0} ${parseFloat("1.7976931348623157e308")}`,
);

let sum = 0.0;
for (let step = 1; step < 2000; step++) sum += Math.sqrt(f64(step)) / f64(step * step + 1);
show(`sum: ${sum}`);

const numbers = [5, 3, 9, 1];
numbers.sort((a, b) => a - b);
show(`${numbers.join(",")} ${numbers.map<i32>((n) => n * n).reduce((a, b) => a + b, 0)} ${numbers.indexOf(9)}`);

const zoo: Animal[] = [new Dog("rex"), new Animal("bug")];
for (let at = 0; at < zoo.length; at++) show(`${zoo[at].name}: ${zoo[at].say()}`);

const ages = new Map<string, i32>();
ages.set("Zoë", 7);
ages.set("€😀", 8);
show(`${ages.keys().join(" ")} ${ages.get("Zoë")} ${ages.has("nobody")}`);
show(`${"ÄÖ".toLowerCase()} ${"a-b-c".split("-").join("+")} ${"x".repeat(300)} ${i64.parse("-123")}`);

const bytes = new Uint8Array(100000);
for (let at = 0; at < bytes.length; at++) bytes[at] = u8(at * 7);
memory.copy(bytes.dataStart + 1, bytes.dataStart, 99999);
let check: u32 = 1;
for (let at = 0; at < bytes.length; at++) check = check * 31 + bytes[at];
show(`moved: ${check}`);

// Garbage enough that the collector must have run: the partition has 1 MiB.
let kept = 0;
for (let round = 0; round < 3000; round++) kept += `${round}`.padStart(300).length;
show(`collected: ${kept}`);
