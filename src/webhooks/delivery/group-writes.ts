/**
 * Group commit: an item is written at once when no write is under way, otherwise together with all that arrive meanwhile. One
 * flush of the disk per batch instead of one per item, and no timer that waits for company.
 */
export class GroupWrites<Item> {
  readonly #write: (items: readonly Item[]) => Promise<void>;
  readonly #batchMax: number;
  #queue: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  #busy = false;

  constructor(options: { write: (items: readonly Item[]) => Promise<void>; batchMax?: number }) {
    this.#write = options.write;
    this.#batchMax = options.batchMax ?? 256;
  }

  /** Resolves when the item is durable. */
  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      if (!this.#busy) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#busy = true;
    await Promise.resolve(); // what ends in the same turn shares the first write
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, this.#batchMax);
      try {
        await this.#write(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#busy = false;
  }
}
