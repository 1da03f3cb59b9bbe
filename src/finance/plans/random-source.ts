/** Draws numbers in [0, 1), one after the other. */
export type RandomSource = () => number;

/**
 * Repeatable random numbers for simulations: the same seed gives the same sequence on every engine. Not for secrets.
 *
 * Method: xoshiro128** 1.1, 32-bit integer arithmetic only; state from the seed by four steps of SplitMix32 (add 0x9e3779b9,
 * then the 32-bit finaliser of MurmurHash3). Each 32-bit word makes a fraction with a step of 2⁻³².
 * Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).
 *
 * @param seed whole number from 0 to 2³² − 1
 * @throws RangeError for another seed
 * @example
 * ((draw) => [draw(), draw()].map((value) => value.toFixed(6)))(randomSource(1)) // [0.568606, 0.753929]
 */
export function randomSource(seed: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) throw new RangeError(`Not a 32-bit seed: ${seed}`);
  const mix = splitMix(seed);
  const next = xoshiro(mix(), mix(), mix(), mix());
  return () => next() / WORDS;
}

/** 2³². */
const WORDS = 4_294_967_296;

/** The bare generator, 32-bit words from a state that is not all zero. */
export function xoshiro(a: number, b: number, c: number, d: number): () => number {
  let [s0, s1, s2, s3] = [a, b, c, d];
  const { imul } = Math; // looked up once: half the fuel of a number in the plugins' engine
  return () => {
    const fives = imul(s1, 5);
    const word = imul((fives << 7) | (fives >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return word;
  };
}

function splitMix(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    const first = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
    return second ^ (second >>> 16);
  };
}
