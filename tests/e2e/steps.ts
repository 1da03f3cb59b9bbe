/** Tells what happens, in plain words, and stops the journey at the first thing that is not as promised. */
export class Steps {
  readonly #write: (line: string) => void;
  #count = 0;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  get count(): number {
    return this.#count;
  }

  /** @throws Error that names the step */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    const name = `${this.#count}. ${title}`;
    this.#write(`\n${name}`);
    try {
      return await work();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Step failed: ${name}\n   ${reason}`, { cause });
    }
  }

  readonly say = (line: string): void => this.#write(`   ${line}`);
}

/** @throws Error with `promise` when it does not hold */
export function must(holds: unknown, promise: string): asserts holds {
  if (!holds) throw new Error(promise);
}
