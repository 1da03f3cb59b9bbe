import { Recurring } from '../kernel/recurring.js';
import type { PluginUseCases } from './plugin-use-cases.js';

const EVERY_MS = 1_000;
/** Steps. */
const TIDY_EVERY = 60;

/** What happens to plugins by itself: checks of what was submitted, stages of releases, what is kept no longer. */
export class RegistryWorker {
  readonly #steps: readonly (() => Promise<unknown>)[];
  readonly #tidy: () => Promise<void>;
  #stepped = 0;
  readonly #onError: (error: unknown) => void;
  #recurring: Recurring | undefined;

  constructor(parts: {
    useCases: Pick<PluginUseCases, 'checkVersions' | 'advanceReleases' | 'tidyRegistry'>;
    onError: (error: unknown) => void;
  }) {
    const { checkVersions, advanceReleases, tidyRegistry } = parts.useCases;
    this.#steps = [() => checkVersions.step(), () => advanceReleases.step()];
    this.#tidy = () => tidyRegistry.step();
    this.#onError = parts.onError;
  }

  start(): void {
    this.#recurring ??= new Recurring({ everyMs: EVERY_MS, step: () => this.#step(), onError: this.#onError });
  }

  async stop(): Promise<void> {
    await this.#recurring?.stop();
  }

  async #step(): Promise<void> {
    for (const step of this.#steps) await step();
    if (this.#stepped % TIDY_EVERY === 0) await this.#tidy();
    this.#stepped += 1;
  }
}
