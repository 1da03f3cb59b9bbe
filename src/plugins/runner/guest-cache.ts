import { LRUCache } from 'lru-cache';
import { Guest } from './guest.js';
import { RUN_LIMITS } from './run-limits.js';
import type { RunResult } from './run-result.js';

/** One guest per plugin version, never shared between versions; a bundle that can not load is remembered as its refusal. */
export class GuestCache {
  readonly #module: WebAssembly.Module;
  readonly #guests = new LRUCache<string, Guest | RunResult>({ max: RUN_LIMITS.guestsPerRunner });

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  find(bundle: string): Guest | RunResult | undefined {
    return this.#guests.get(bundle);
  }

  load(bundle: string, source: string): Guest | RunResult {
    const guest = Guest.load(this.#module, source);
    this.#guests.set(bundle, guest);
    return guest;
  }
}
