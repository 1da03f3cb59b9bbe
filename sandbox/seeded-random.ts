/**
 * Repeatable random numbers for the simulated parts of the world: the same name, the same sequence, on every machine.
 * sfc32 (C. Doty-Humphrey, PractRand) seeded by FNV-1a of the name; only integer arithmetic, so no platform differs.
 * Not for secrets.
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(name: string) {
    this.#a = fnv1a(name);
    this.#b = fnv1a(`${name}/b`);
    this.#c = fnv1a(`${name}/c`);
    for (let round = 0; round < 12; round += 1) this.#next();
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return this.#next() / 4_294_967_296;
  }

  /** Whole number, uniform in [0, below). */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  /** Nearly standard normal (Irwin–Hall: twelve uniforms less six): no transcendental function, so no platform's rounding. */
  normal(): number {
    let total = -6;
    for (let draw = 0; draw < 12; draw += 1) total += this.fraction();
    return total;
  }

  #next(): number {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
