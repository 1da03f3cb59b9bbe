import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { type ScopeTable, scopesOfLevel } from '../operation/schema/scope-table.js';
import { StandingGrants } from './grants/standing-grants.js';

/**
 * Runs a document as the customer's own session, through the same pipeline as everyone else.
 * @returns `data`; throws when the operation was refused or had errors
 */
export type RunFirstParty = (
  customerId: string,
  document: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<Record<string, unknown>>;

/** The brokerage's own pages as an app: fixed, so that its public ids stay the same for ever. */
export const FIRST_PARTY_APP = {
  id: '01900000-0000-7000-8000-000000000001',
  publisherId: '01900000-0000-7000-8000-000000000002',
  clientId: 'openfolio-first-party',
} as const;

/** Makes the built-in app, its publisher, and the grants under which its pages read for the customer who signed in. */
export class FirstPartyAccess {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #resource: string;
  readonly #scopes: readonly string[];
  readonly #grants: StandingGrants;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; publicUrl: string; scopeTable: ScopeTable }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
    this.#resource = `${dependencies.publicUrl}/graphql`;
    this.#scopes = scopesOfLevel(dependencies.scopeTable, 'APP', 'CUSTOMER');
    this.#grants = new StandingGrants(dependencies);
  }

  /** Idempotent; its scope ceiling follows the scopes of this release. Call it at start-up. */
  async ensureApp(): Promise<void> {
    const now = new Date(this.#clock.now());
    await this.#pool.query(
      `INSERT INTO publisher (id, slug, name, verified_domain, created_at) VALUES ($1, 'openfolio', 'Openfolio', NULL, $2)
       ON CONFLICT (id) DO NOTHING`,
      [FIRST_PARTY_APP.publisherId, now],
    );
    await this.#pool.query(
      `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, first_party, scope_ceiling, metadata, created_at, updated_at)
       VALUES ($1, $2, $3, 'Openfolio 页面', 'Openfolio pages', 'APPROVED', true, $4, '{}', $5, $5)
       ON CONFLICT (id) DO UPDATE SET scope_ceiling = EXCLUDED.scope_ceiling, updated_at = EXCLUDED.updated_at`,
      [FIRST_PARTY_APP.id, FIRST_PARTY_APP.publisherId, FIRST_PARTY_APP.clientId, this.#scopes, now],
    );
  }

  /** @returns the grant id for operations of this customer's own session: all accounts, all scopes */
  grantFor(customerId: string): Promise<string> {
    return this.#grants.ensure({
      appId: FIRST_PARTY_APP.id,
      customerId,
      resource: this.#resource,
      scopes: this.#scopes,
    });
  }
}
