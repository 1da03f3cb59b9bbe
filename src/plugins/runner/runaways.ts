import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';
import type { RunRefusalCode, RunResult } from './run-result.js';

/** Ends that cost all that a run may cost; what a tool merely does wrong (throws, returns nonsense) is cheap and not meant. */
const RUNAWAY: ReadonlySet<RunRefusalCode> = new Set([
  'OUT_OF_FUEL',
  'OUT_OF_MEMORY',
  'WALL_CLOCK_EXCEEDED',
  'PLUGIN_UNLOADABLE',
]);
/** So many in a row are an accident, or an input that is too large. */
const FORGIVEN = 3;
const FIRST_REST_MS = 500;
const REST_GROWS_BY = 4;
const REST_MAX_MS = 600_000;
const VERSIONS_MAX = 10_000;

interface Strikes {
  readonly inARow: number;
  readonly restsUntil: number;
}

/**
 * Versions that use up all they may, run after run. Each further time such a version rests four times as long, up to ten minutes; a run
 * that ends well clears it. Idle priority keeps a runaway from the processor while others want it, but not from the caches and
 * the memory that cores share: only not running does. Measured in docs/decisions/0010-plugin-runner.md.
 */
export class Runaways {
  readonly #clock: Clock;
  readonly #strikes = new LRUCache<string, Strikes>({ max: VERSIONS_MAX });

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
  }

  /** Milliseconds that this version still rests; 0 when it may run. */
  restOf(version: string): number {
    const strikes = this.#strikes.get(version);
    return strikes ? Math.max(0, strikes.restsUntil - this.#clock.now()) : 0;
  }

  ended(version: string, result: RunResult): void {
    if (result.ok) return void this.#strikes.delete(version);
    if (!RUNAWAY.has(result.code)) return;
    const inARow = (this.#strikes.get(version)?.inARow ?? 0) + 1;
    this.#strikes.set(version, { inARow, restsUntil: this.#clock.now() + restAfter(inARow) });
  }
}

function restAfter(inARow: number): number {
  return inARow <= FORGIVEN ? 0 : Math.min(FIRST_REST_MS * REST_GROWS_BY ** (inARow - FORGIVEN - 1), REST_MAX_MS);
}
