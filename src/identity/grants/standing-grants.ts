import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 365;
/** A grant that is about to end is not handed out any more: tokens live 300 s. */
const MARGIN_MS = DAY_MS;

interface GrantTerms {
  readonly appId: string;
  readonly customerId: string | null;
  /** Staff, or a member together with the publisher; left out for apps and customers. */
  readonly personId?: string;
  readonly publisherId?: string;
  readonly resource: string;
  readonly scopes: readonly string[];
}

/**
 * Grants that need no consent page: an app acting on its own (client credentials, no customer), the brokerage's own pages
 * acting for the customer who signed in, and people at their desks. One live row per app and holder is reused while its
 * terms hold.
 */
export class StandingGrants {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @returns the id of a live grant with exactly these terms; account_ids stays null, which means "all" for a customer */
  async ensure(terms: GrantTerms): Promise<string> {
    const scopes = [...terms.scopes].sort();
    return (await this.#find(this.#pool, terms, scopes)) ?? this.#create(terms, scopes);
  }

  #create(terms: GrantTerms, scopes: string[]): Promise<string> {
    return inTransaction(this.#pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `${terms.appId}/${terms.customerId}/${terms.personId}/${terms.publisherId}`,
      ]);
      const made = await this.#find(client, terms, scopes);
      if (made) return made;
      const id = newId();
      const now = this.#clock.now();
      await client.query(
        `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, granted_at, expires_at, person_id, publisher_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          terms.customerId,
          terms.appId,
          terms.resource,
          scopes,
          new Date(now),
          new Date(now + LIFETIME_DAYS * DAY_MS),
          terms.personId ?? null,
          terms.publisherId ?? null,
        ],
      );
      return id;
    });
  }

  async #find(client: pg.Pool | pg.PoolClient, terms: GrantTerms, scopes: string[]): Promise<string | undefined> {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM access_grant
       WHERE app_id = $1 AND customer_id IS NOT DISTINCT FROM $2 AND resource = $3 AND scopes = $4
         AND revoked_at IS NULL AND expires_at > $5
         AND person_id IS NOT DISTINCT FROM $6 AND publisher_id IS NOT DISTINCT FROM $7
       ORDER BY granted_at DESC LIMIT 1`,
      [
        terms.appId,
        terms.customerId,
        terms.resource,
        scopes,
        new Date(this.#clock.now() + MARGIN_MS),
        terms.personId ?? null,
        terms.publisherId ?? null,
      ],
    );
    return rows[0]?.id;
  }
}
