/** The pitch at which the wing bears the weight. */

const CLOSE_ENOUGH = 0.001;

/**
 * A root of x³ - 2x - 2, in degrees, by Newton's method. Near the root it takes four turns. From 0 it goes to -1, and from
 * -1 to 0, for ever: whoever writes a loop that only its data end has to count its turns. This one doesn't, so that health
 * monitoring has something to do.
 */
export function findTrim(firstGuess: f64): f64 {
  let x = firstGuess;
  for (let step = 1.0; abs(step) > CLOSE_ENOUGH; x -= step) step = (x * x * x - 2 * x - 2) / (3 * x * x - 2);
  return x;
}
