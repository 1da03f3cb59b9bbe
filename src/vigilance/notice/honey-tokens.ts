import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';

/** What a planted row is. */
export interface HoneyToken {
  /** Id of a row that exists or not: nobody has a reason to ask for it. */
  readonly id: string;
  readonly kind: 'CUSTOMER' | 'ACCOUNT' | 'OTHER';
  /** Where it was planted, for whoever reads the finding. */
  readonly note: string;
}

/** The planted ids, held in memory: every operation is compared with them. */
export class HoneyTokens {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  #ids: ReadonlySet<string> = new Set();

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Learns what other processes planted. */
  async refresh(): Promise<void> {
    const { rows } = await this.#pool.query<{ id: string }>('SELECT id FROM honey_token');
    this.#ids = new Set(rows.map(({ id }) => id));
  }

  /** Planting again what stands changes nothing. */
  async plant(tokens: readonly HoneyToken[]): Promise<void> {
    await this.#pool.query(
      `INSERT INTO honey_token (id, kind, note, planted_at) SELECT t.id, t.kind, t.note, $4
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS t(id, kind, note) ON CONFLICT (id) DO NOTHING`,
      [
        tokens.map(({ id }) => id),
        tokens.map(({ kind }) => kind),
        tokens.map(({ note }) => note),
        new Date(this.#clock.now()),
      ],
    );
    await this.refresh();
  }
}
