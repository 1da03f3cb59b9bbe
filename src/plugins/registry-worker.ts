import { Recurring } from '../kernel/recurring.js';
import type { PluginUseCases } from './plugin-use-cases.js';

const EVERY_MS = 1_000;

/** What happens to plugins by itself: checks of what was submitted, stages of releases, what is kept no longer. */
export class RegistryWorker {
  readonly #steps: readonly (() => Promise<unknown>)[];
  readonly #onError: (error: unknown) => void;
  #recurring: Recurring | undefined;

  constructor(parts: {
    useCases: Pick<PluginUseCases, 'checkVersions' | 'advanceReleases'>;
    onError: (error: unknown) => void;
  }) {
    const { checkVersions, advanceReleases } = parts.useCases;
    this.#steps = [() => checkVersions.step(), () => advanceReleases.step()];
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
  }
}
