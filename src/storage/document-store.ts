import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { DocumentStore } from '../operation/stored-documents.js';

/** Stored documents in PostgreSQL. Immutable, so what was found once is kept in the process. */
export class DatabaseDocumentStore implements DocumentStore {
  readonly #pool: pg.Pool;
  readonly #known = new LRUCache<string, string>({ max: 5000 });

  /** @param options.pool the app role's */
  constructor(options: { pool: pg.Pool }) {
    this.#pool = options.pool;
  }

  async has(hash: string): Promise<boolean> {
    return (await this.find(hash)) !== undefined;
  }

  async find(hash: string): Promise<string | undefined> {
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    const { rows } = await this.#pool.query<{ source: string }>('SELECT source FROM stored_document WHERE hash = $1', [
      hash,
    ]);
    const source = rows[0]?.source;
    if (source !== undefined) this.#known.set(hash, source);
    return source;
  }

  /** Idempotent. The caller validated the document. */
  async store(source: string): Promise<string> {
    const hash = createHash('sha256').update(source).digest('hex');
    await this.#pool.query('INSERT INTO stored_document (hash, source) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING', [
      hash,
      source,
    ]);
    this.#known.set(hash, source);
    return hash;
  }
}
