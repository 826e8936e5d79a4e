/** A mistake in the ABI's data, told to its author. */
export class AbiFault extends Error {
  override readonly name = "AbiFault";
}
