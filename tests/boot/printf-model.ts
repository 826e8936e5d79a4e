/** What ISO C says that printf makes of a number, in exact integer arithmetic. */

export type Flag = "-" | "+" | " " | "#" | "0";

export interface Format {
  readonly flags: readonly Flag[];
  readonly width?: number;
  readonly precision?: number;
  readonly conversion: string;
}

export const written = ({ flags, width, precision, conversion }: Format, length = ""): string =>
  `%${flags.join("")}${width ?? ""}${precision === undefined ? "" : `.${precision}`}${length}${conversion}`;

/** numerator / denominator to a whole number, ties to even. */
function divide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** A finite double that is not negative, as a fraction. */
function fractionOf(value: number): [bigint, bigint] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n) & 0x7ff;
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  return power >= 0 ? [mantissa << BigInt(power), 1n] : [mantissa, 1n << BigInt(-power)];
}

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

function fixed(value: number, precision: number): string {
  const [numerator, denominator] = fractionOf(value);
  const digits = divide(numerator * powerOfTen(precision), denominator)
    .toString()
    .padStart(precision + 1, "0");
  return precision === 0 ? digits : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** The digits, of which the first stands for 10^exponent. */
function scientificDigits(value: number, precision: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: "0".repeat(precision + 1), exponent: 0 };
  const [numerator, denominator] = fractionOf(value);
  // From below: one too great would be taken for right where it is rounded up to.
  for (let exponent = numerator.toString().length - denominator.toString().length - 1; ; exponent += 1) {
    const shift = precision - exponent;
    const scaled: [bigint, bigint] =
      shift >= 0 ? [numerator * powerOfTen(shift), denominator] : [numerator, denominator * powerOfTen(-shift)];
    const digits = divide(...scaled).toString();
    if (digits.length === precision + 1) return { digits, exponent };
  }
}

const withExponent = (mantissa: string, exponent: number): string =>
  `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;

function scientific(value: number, precision: number): string {
  const { digits, exponent } = scientificDigits(value, precision);
  return withExponent(precision === 0 ? digits : `${digits[0]}.${digits.slice(1)}`, exponent);
}

const withoutZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0*$/, "") : text);

function shortest(value: number, precision: number): string {
  const all = precision === 0 ? 1 : precision;
  const { digits, exponent } = scientificDigits(value, all - 1);
  if (exponent >= -4 && exponent < all) return withoutZeros(fixed(value, all - 1 - exponent));
  return withExponent(withoutZeros(`${digits[0]}.${digits.slice(1)}`), exponent);
}

function pad(format: Format, sign: string, text: string, zeros: boolean): string {
  const missing = (format.width ?? 0) - sign.length - text.length;
  if (missing <= 0) return sign + text;
  if (format.flags.includes("-")) return sign + text + " ".repeat(missing);
  return zeros ? sign + "0".repeat(missing) + text : " ".repeat(missing) + sign + text;
}

const signOf = (format: Format, negative: boolean): string =>
  negative ? "-" : format.flags.includes("+") ? "+" : format.flags.includes(" ") ? " " : "";

/** %e %f %g; not with "#". */
export function formatDouble(format: Format, value: number): string {
  const sign = signOf(format, value < 0 || Object.is(value, -0));
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return pad(format, sign, Number.isNaN(size) ? "nan" : "inf", false);
  const precision = format.precision ?? 6;
  const form = { e: scientific, f: fixed, g: shortest }[format.conversion]!;
  return pad(format, sign, form(size, precision), format.flags.includes("0"));
}

/** %d %u %o %x of 64 bits. */
export function formatInteger(format: Format, value: bigint): string {
  const { conversion, precision, flags } = format;
  const negative = conversion === "d" && value < 0n;
  const size = conversion === "d" ? (negative ? -value : value) : BigInt.asUintN(64, value);
  let digits = size.toString({ d: 10, u: 10, o: 8, x: 16 }[conversion]);
  if (size === 0n && precision === 0) digits = "";
  digits = digits.padStart(precision ?? 0, "0");
  if (conversion === "o" && flags.includes("#") && !digits.startsWith("0")) digits = `0${digits}`;
  const prefix = conversion === "x" && flags.includes("#") && size !== 0n ? "0x" : "";
  const sign = conversion === "d" ? signOf(format, negative) : prefix;
  return pad(format, sign, digits, flags.includes("0") && precision === undefined);
}
