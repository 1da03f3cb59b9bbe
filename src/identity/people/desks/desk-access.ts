import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { type ScopeTable, scopesOfLevel } from '../../../operation/schema/scope-table.js';
import { FIRST_PARTY_APP } from '../../first-party.js';
import { StandingGrants } from '../../grants/standing-grants.js';
import { HELD_BY_ALL, type PersonKind } from '../roles.js';

interface Desk {
  readonly appId: string;
  readonly clientId: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Where people act, as apps: fixed, so that ids as people see them stay the same for ever. */
export const DESKS: Readonly<Record<PersonKind, Desk>> = {
  STAFF: {
    appId: '01900000-0000-7000-8000-000000000003',
    clientId: 'openfolio-staff-desk',
    nameZh: 'Openfolio 员工工作台',
    nameEn: 'Openfolio staff desk',
  },
  MEMBER: {
    appId: '01900000-0000-7000-8000-000000000004',
    clientId: 'openfolio-publisher-desk',
    nameZh: 'Openfolio 发布方工作台',
    nameEn: 'Openfolio publisher desk',
  },
};

/** Makes the built-in apps of both desks, and the grants under which people act there. */
export class DeskAccess {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #resource: string;
  readonly #scopes: Readonly<Record<PersonKind, readonly string[]>>;
  readonly #grants: StandingGrants;

  constructor(dependencies: { pool: pg.Pool; clock: Clock; publicUrl: string; scopeTable: ScopeTable }) {
    const { pool, clock, publicUrl, scopeTable } = dependencies;
    this.#pool = pool;
    this.#clock = clock;
    this.#resource = `${publicUrl}/graphql`;
    this.#scopes = {
      STAFF: [...new Set([...scopesOfLevel(scopeTable, 'STAFF'), ...HELD_BY_ALL.STAFF])],
      MEMBER: [...new Set([...scopesOfLevel(scopeTable, 'MEMBER'), ...HELD_BY_ALL.MEMBER])],
    };
    this.#grants = new StandingGrants(dependencies);
  }

  /** Idempotent; the ceilings follow the scopes of this release. Call it at start-up, after the first-party app is there. */
  async ensureApps(): Promise<void> {
    const now = new Date(this.#clock.now());
    for (const kind of ['STAFF', 'MEMBER'] as const) {
      const { appId, clientId, nameZh, nameEn } = DESKS[kind];
      await this.#pool.query(
        `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, first_party, scope_ceiling, metadata, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'APPROVED', true, $6, '{}', $7, $7)
         ON CONFLICT (id) DO UPDATE SET scope_ceiling = EXCLUDED.scope_ceiling, updated_at = EXCLUDED.updated_at`,
        [appId, FIRST_PARTY_APP.publisherId, clientId, nameZh, nameEn, this.#scopes[kind], now],
      );
    }
  }

  /** @returns the grant id for operations of this member of staff; what it covers is read from the roles at each operation */
  staffGrant(personId: string): Promise<string> {
    return this.#ensure('STAFF', { personId });
  }

  memberGrant(personId: string, publisherId: string): Promise<string> {
    return this.#ensure('MEMBER', { personId, publisherId });
  }

  #ensure(kind: PersonKind, holder: { personId: string; publisherId?: string }): Promise<string> {
    const scopes = this.#scopes[kind];
    return this.#grants.ensure({
      appId: DESKS[kind].appId,
      customerId: null,
      resource: this.#resource,
      scopes,
      ...holder,
    });
  }
}
