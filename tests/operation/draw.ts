import fc from 'fast-check';

/** Random decisions from fast-check, so that a printed seed gives the same document again. */
export class Draw {
  readonly #next: fc.GeneratorValue;

  constructor(next: fc.GeneratorValue) {
    this.#next = next;
  }

  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number {
    return this.#next(fc.integer, { min, max });
  }

  chance(percent: number): boolean {
    return this.whole(1, 100) <= percent;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.whole(0, items.length - 1)];
    if (item === undefined) throw new Error('Nothing to pick from');
    return item;
  }

  /** Some of the items, at least one, in any order, each once. */
  some<T>(items: readonly T[], max: number): T[] {
    const left = [...items];
    const taken: T[] = [];
    for (let wanted = this.whole(1, Math.min(max, left.length)); wanted > 0; wanted -= 1)
      taken.push(...left.splice(this.whole(0, left.length - 1), 1));
    return taken;
  }
}
