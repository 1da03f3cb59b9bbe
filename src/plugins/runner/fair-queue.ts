/** Waiting work by key, taken round robin: a plugin that is called a thousand times delays the others by one call. */
export class FairQueue<T> {
  readonly #waiting = new Map<string, T[]>();
  readonly #perKeyMax: number;
  #length = 0;

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

  /** The first of the key that waited longest since it was served; a Map keeps keys in that order. */
  take(): T | undefined {
    for (const [key, ofKey] of this.#waiting) {
      const item = ofKey.shift();
      this.#waiting.delete(key);
      if (ofKey.length > 0) this.#waiting.set(key, ofKey);
      this.#length -= 1;
      return item;
    }
    return undefined;
  }
}
