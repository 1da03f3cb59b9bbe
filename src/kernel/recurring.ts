export interface RecurringOptions {
  readonly everyMs: number;
  readonly step: () => Promise<unknown>;
  /** Told of a step that failed; the next one makes up for it. */
  readonly onError: (error: unknown) => void;
}

/**
 * Runs a step at once and then every so often, never two at a time. For what time brings about: a step finds what is due
 * in the database, so it survives restarts and any number of processes may run it.
 */
export class Recurring {
  readonly #options: RecurringOptions;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;

  constructor(options: RecurringOptions) {
    this.#options = options;
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), options.everyMs).unref();
  }

  /** Waits for the step under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #begin(): void {
    const { step, onError } = this.#options;
    this.#running ??= step().then(
      () => this.#ended(),
      (error) => this.#ended(error, onError),
    );
  }

  #ended(error?: unknown, onError?: (error: unknown) => void): void {
    this.#running = undefined;
    onError?.(error);
  }
}
