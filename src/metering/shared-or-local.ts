/**
 * What happens to limits while Redis is away: each process limits by itself, from its own memory, and asks Redis again
 * after a second.
 *
 * Rejected: refusing everything (budgets protect the platform's own availability; an outage of the meter would become an
 * outage of all reads) and letting everything pass (then cutting Redis off is the attack). With n processes a client gets
 * at most n times its limit, once. Used proofs of possession are another matter: they fail closed.
 */
export class SharedOrLocal {
  readonly #pauseMs: number;
  readonly #elapsedMs: () => number;
  readonly #onOutage: (cause: unknown) => void;
  #sharedFrom = Number.NEGATIVE_INFINITY;

  constructor(options: { onOutage: (cause: unknown) => void; pauseMs?: number; elapsedMs?: () => number }) {
    this.#onOutage = options.onOutage;
    this.#pauseMs = options.pauseMs ?? 1000;
    this.#elapsedMs = options.elapsedMs ?? (() => performance.now());
  }

  /** Runs `shared`, or `local` when Redis failed within the last second or fails now. */
  async run<T>(shared: () => Promise<T>, local: () => Promise<T>): Promise<T> {
    if (this.#elapsedMs() < this.#sharedFrom) return local();
    try {
      return await shared();
    } catch (cause) {
      this.#sharedFrom = this.#elapsedMs() + this.#pauseMs;
      this.#onOutage(cause); // once a second at most for each waiting call
      return local();
    }
  }
}
