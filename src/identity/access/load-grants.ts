import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { Grant, GrantedPerson } from '../../operation/grant.js';
import { actsOfMember, actsOfStaff, HELD_BY_ALL } from '../people/roles.js';

/** A grant as the database has it now. */
export interface DatedGrant {
  readonly grant: Grant;
  /** Milliseconds; nothing is served from then on until the customer confirms again. */
  readonly reconfirmBy: number;
}

export interface LoadGrantsParts {
  /** Pool of the role openfolio_identity. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly consentUrl: (grant: { grantId: string; clientId: string; startUri: string | null }) => string | null;
}

const AT_ONCE_MAX = 500;

/**
 * Reads grants; those that are asked for in one turn of the event loop are one query. Deliveries come in batches of as many
 * customers, once each, so no cache helps them and each would be a round trip.
 */
export class LoadGrants {
  readonly #loader: DataLoader<string, DatedGrant | undefined>;
  readonly #parts: LoadGrantsParts;
  /** What bounds a grant, as PostgreSQL writes it → its scopes: thousands of grants are bounded by the same few. */
  readonly #scopeSets = new Map<string, ReadonlySet<string>>();

  constructor(parts: LoadGrantsParts) {
    this.#parts = parts;
    this.#loader = new DataLoader((ids) => this.#read(ids), { cache: false, maxBatchSize: AT_ONCE_MAX });
  }

  /** @param grantId a UUID */
  load(grantId: string): Promise<DatedGrant | undefined> {
    return this.#loader.load(grantId);
  }

  async #read(grantIds: readonly string[]): Promise<(DatedGrant | undefined)[]> {
    const { rows } = await this.#parts.pool.query<GrantRow>({
      name: 'load_grants',
      text: LOAD_GRANTS,
      values: [[...new Set(grantIds)], new Date(this.#parts.clock.now())],
    });
    const found = new Map(rows.map((row) => [row.id, this.#dated(row)]));
    return grantIds.map((id) => found.get(id));
  }

  #dated(row: GrantRow): DatedGrant {
    const consentUrl = this.#parts.consentUrl({ grantId: row.id, clientId: row.client_id, startUri: row.start_uri });
    return {
      grant: {
        id: row.id,
        appId: row.app_id,
        customerId: row.customer_id,
        person: personOf(row),
        accountIds: row.account_ids ?? (row.first_party && row.customer_id !== null ? '*' : []),
        scopes: permitted(row, this.#scopes(row)),
        expiresAt: Number(row.expires_ms),
        consentUrl,
        ...(row.budget_share !== null && { budgetShare: Number(row.budget_share) }),
      },
      reconfirmBy: row.reconfirm_ms === null ? Number.POSITIVE_INFINITY : Number(row.reconfirm_ms),
    };
  }

  /** Effective rights: the app's ceiling ∩ the customer's consent, and never what the customer rejected. */
  #scopes({ consented, ceiling, rejected }: GrantRow): ReadonlySet<string> {
    const bounds = `${consented}\n${ceiling}\n${rejected}`;
    const known = this.#scopeSets.get(bounds);
    if (known) return known;
    if (this.#scopeSets.size >= SETS_MAX) this.#scopeSets.clear();
    const [mayAsk, unticked] = [new Set(words(ceiling)), new Set(words(rejected))];
    const scopes = new Set(words(consented).filter((scope) => mayAsk.has(scope) && !unticked.has(scope)));
    this.#scopeSets.set(bounds, scopes);
    return scopes;
  }
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ').sort();
}

function personOf({ person_id: id, publisher_id: publisherId }: GrantRow): GrantedPerson | null {
  if (id === null) return null;
  return publisherId === null ? { kind: 'STAFF', id, publisherId } : { kind: 'MEMBER', id, publisherId };
}

/** A person's rights are what the roles of this moment permit, within what the desk may hold at all. */
function permitted({ person_id, publisher_id, roles }: GrantRow, scopes: ReadonlySet<string>): ReadonlySet<string> {
  if (person_id === null) return scopes;
  const kind = publisher_id === null ? 'STAFF' : 'MEMBER';
  const ofRoles = (roles ?? []).flatMap((role): string[] => [
    ...(kind === 'STAFF' ? actsOfStaff([role]) : actsOfMember(role)),
  ]);
  const acts = new Set([...ofRoles, ...HELD_BY_ALL[kind]]);
  return new Set([...scopes].filter((scope) => acts.has(scope)));
}

/** Customers choose among the scopes that apps ask for; more combinations than this are not worth keeping. */
const SETS_MAX = 1000;

interface GrantRow {
  readonly id: string;
  readonly app_id: string;
  readonly client_id: string;
  readonly customer_id: string | null;
  readonly person_id: string | null;
  readonly publisher_id: string | null;
  /** Of the person, as they stand now. */
  readonly roles: string[] | null;
  readonly account_ids: string[] | null;
  readonly first_party: boolean;
  /** Scopes with a blank between two; a scope holds none (RFC 6749 §3.3). */
  readonly consented: string;
  /** The same: the most that the app may ask for. */
  readonly ceiling: string;
  /** The same: what the customer unticked. */
  readonly rejected: string;
  readonly expires_ms: string;
  readonly reconfirm_ms: string | null;
  readonly start_uri: string | null;
  readonly budget_share: string | null;
}

/**
 * Those of $1 that are valid at $2, of apps that are approved. What bounds their rights is met in `#scopes`: done here, for each grant
 * again, it was a third of what a payload costs the database. A person's are cut by the roles once more (`permitted`).
 * Of its budgets a restricted app has a share.
 */
const LOAD_GRANTS = `SELECT g.id, g.app_id, a.client_id, g.customer_id, g.account_ids, a.first_party, g.person_id, g.publisher_id,
    CASE WHEN g.publisher_id IS NOT NULL THEN ARRAY(SELECT m.role FROM publisher_member m WHERE m.person_id = g.person_id AND m.publisher_id = g.publisher_id)
         WHEN g.person_id IS NOT NULL THEN ARRAY(SELECT s.role FROM staff_role s WHERE s.person_id = g.person_id) END AS roles,
    array_to_string(g.scopes, ' ') AS consented, array_to_string(a.scope_ceiling, ' ') AS ceiling, array_to_string(g.rejected, ' ') AS rejected,
    (extract(epoch FROM g.expires_at) * 1000)::bigint::text AS expires_ms,
    (extract(epoch FROM g.reconfirm_by) * 1000)::bigint::text AS reconfirm_ms, a.metadata->>'initiate_login_uri' AS start_uri,
    s.budget_share
  FROM access_grant g JOIN app a ON a.id = g.app_id LEFT JOIN app_standing s ON s.app_id = g.app_id
  WHERE g.id = ANY ($1::uuid[]) AND g.revoked_at IS NULL AND g.expires_at > $2 AND a.status = 'APPROVED'
    AND (g.person_id IS NULL OR EXISTS (SELECT FROM person p WHERE p.id = g.person_id AND p.status = 'ACTIVE'))`;
