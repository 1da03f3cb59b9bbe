import { LRUCache } from 'lru-cache';
import type { CompiledDocument } from '../../operation/index.js';

/** Documents kept per process. */
const DOCUMENTS_MAX = 2000;

/**
 * Documents by their text that Apollo parsed and validated and the compiler compiled before. The schema of a process never
 * changes, so what was valid once stays valid.
 */
export class KnownDocuments {
  readonly #bySource = new LRUCache<string, CompiledDocument>({ max: DOCUMENTS_MAX });

  find(source: string): CompiledDocument | undefined {
    return this.#bySource.get(source);
  }

  remember(source: string, document: CompiledDocument): void {
    this.#bySource.set(source, document);
  }
}
