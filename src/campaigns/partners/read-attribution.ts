import type pg from 'pg';
import { attributeConversions, type Credit } from './attribute-conversions.js';
import type { AttributionModel } from './attribution.js';

/** Credits with the partners' names; counts only, no customer. */
export class ReadAttribution {
  readonly #pool: pg.Pool;

  /** @param parts.pool of the role openfolio_ops: conversions of all customers are counted together */
  constructor(parts: { pool: pg.Pool }) {
    this.#pool = parts.pool;
  }

  async of(campaignId: string, model: AttributionModel): Promise<(Credit & { clientId: string })[]> {
    const credits = await attributeConversions(this.#pool, campaignId, model);
    const { rows } = await this.#pool.query<{ id: string; clientId: string }>(
      'SELECT id, client_id AS "clientId" FROM app WHERE id = ANY ($1)',
      [credits.map(({ appId }) => appId)],
    );
    const names = new Map(rows.map(({ id, clientId }) => [id, clientId]));
    return credits.map((credit) => ({ ...credit, clientId: names.get(credit.appId) ?? '' }));
  }
}
