/** Served keys that are remembered; beyond it those that wait for nothing are forgotten, which puts them first. */
const REMEMBERED_MAX = 1024;

/**
 * Waiting work by key, the key first that was served longest ago: a plugin that is called a thousand times delays the others by the one
 * call that is under way. Plain round robin does not do that: who comes back just after a call of the other began would stand behind
 * the next one too, and wait for two.
 */
export class FairQueue<T> {
  readonly #waiting = new Map<string, T[]>();
  /** When, in calls taken. */
  readonly #served = new Map<string, number>();
  readonly #perKeyMax: number;
  #length = 0;
  #taken = 0;

  constructor({ perKeyMax }: { readonly perKeyMax: number }) {
    this.#perKeyMax = perKeyMax;
  }

  get length(): number {
    return this.#length;
  }

  /** @returns false when this key has as much waiting as it may have */
  add(key: string, item: T): boolean {
    const ofKey = this.#waiting.get(key) ?? [];
    if (ofKey.length >= this.#perKeyMax) return false;
    ofKey.push(item);
    this.#waiting.set(key, ofKey);
    this.#length += 1;
    return true;
  }

  take(): T | undefined {
    const key = this.#longestUnserved();
    if (key === undefined) return undefined;
    const ofKey = this.#waiting.get(key) ?? [];
    const item = ofKey.shift();
    if (ofKey.length === 0) this.#waiting.delete(key);
    this.#length -= 1;
    this.#remember(key);
    return item;
  }

  /** Of those that were never served, the one that came first. Few keys wait at a time: they are versions of plugins, not calls. */
  #longestUnserved(): string | undefined {
    let found: string | undefined;
    let earliest = Number.POSITIVE_INFINITY;
    for (const key of this.#waiting.keys()) {
      const servedAt = this.#served.get(key) ?? 0;
      if (servedAt < earliest) [found, earliest] = [key, servedAt];
    }
    return found;
  }

  #remember(key: string): void {
    this.#taken += 1;
    this.#served.set(key, this.#taken);
    if (this.#served.size <= REMEMBERED_MAX) return;
    for (const served of this.#served.keys()) if (!this.#waiting.has(served)) this.#served.delete(served);
  }
}
