/** A number with one digit behind the point, as text. */
export function tenths(value: f64): string {
  const count = i32(Math.round(value * 10));
  return `${count < 0 ? "-" : ""}${abs(count) / 10}.${abs(count) % 10}`;
}
