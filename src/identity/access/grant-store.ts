import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { isUuid } from '../../kernel/ids.js';
import type { Grant, GrantedPerson, GrantStore } from '../../operation/grant.js';
import { identityError } from '../identity.errors.js';
import { actsOfMember, actsOfStaff, HELD_BY_ALL } from '../people/roles.js';
import type { AuthorityChannel } from './authority-channel.js';
import type { DenyFeed } from './deny-feed.js';

export interface DatabaseGrantStoreOptions {
  /** Pool of the role openfolio_identity. */
  readonly pool: pg.Pool;
  readonly channel: AuthorityChannel;
  readonly denyFeed: DenyFeed;
  readonly clock: Clock;
  /** Where a customer can widen this consent. `startUri` is the app's own start of a consent, if it registered one. */
  readonly consentUrl: (grant: { grantId: string; clientId: string; startUri: string | null }) => string | null;
  /** Where a customer confirms a consent again. */
  readonly reconfirmUrl?: string;
  readonly cacheSize?: number;
  /** At most 5 minutes: far inside the 15 that the deny feed remembers, so no ended grant is kept longer than its entry. */
  readonly keptMs?: number;
}

interface DatedGrant {
  readonly grant: Grant;
  /** Milliseconds; nothing is served from then on until the customer confirms again. */
  readonly reconfirmBy: number;
}

interface KeptGrant extends DatedGrant {
  readonly loadedAt: number;
}

/**
 * Authority, as it stands now. A grant's row never changes but for its end and its reconfirmation (wider consent is a new
 * grant), and one that waits for reconfirmation is not kept, so a grant is kept in the process until the deny feed speaks of it, its app changes, or `keptMs` pass. While the feed is not fresh every
 * load goes to the database: jobs then run on the truth or not at all. A person's grant is never kept: a role that is taken
 * away counts from the next operation on. A kept grant costs 0.4 µs, a load one round trip.
 */
export class DatabaseGrantStore implements GrantStore {
  readonly #options: DatabaseGrantStoreOptions;
  readonly #keptMs: number;
  readonly #kept: LRUCache<string, KeptGrant>;
  readonly #loading = new Map<string, Promise<DatedGrant | undefined>>();
  /** Counts changes of authority: what was read before one of them is not kept after it. */
  #epoch = 0;
  readonly #unsubscribe: (() => void)[];

  constructor(options: DatabaseGrantStoreOptions) {
    this.#options = options;
    this.#keptMs = Math.min(options.keptMs ?? 300_000, 300_000);
    this.#kept = new LRUCache({ max: options.cacheSize ?? 50_000 });
    this.#unsubscribe = [
      options.denyFeed.onRevocation(({ grantId, appId }) => this.#forget(grantId, appId)),
      options.channel.on('app_changed', (appId) => this.#forget(null, appId)),
    ];
  }

  /** @throws PublicError RECONFIRMATION_DUE */
  async load(grantId: string): Promise<Grant | undefined> {
    if (!isUuid(grantId)) return undefined;
    const dated = await this.#find(grantId, this.#options.clock.now());
    if (!dated) return undefined;
    const now = this.#options.clock.now();
    if (dated.grant.expiresAt <= now) return undefined;
    if (dated.reconfirmBy > now) return dated.grant;
    const url = this.#options.reconfirmUrl ?? 'the page of connected apps';
    throw identityError('RECONFIRMATION_DUE', { params: { url }, extensions: { reconfirmUrl: url } });
  }

  close(): void {
    for (const undo of this.#unsubscribe) undo();
  }

  async #find(grantId: string, now: number): Promise<DatedGrant | undefined> {
    if (!this.#options.denyFeed.isFresh()) return this.#read(grantId);
    const kept = this.#kept.get(grantId);
    const stands = kept && now - kept.loadedAt < this.#keptMs && kept.reconfirmBy > now;
    return stands ? kept : this.#readOnce(grantId);
  }

  /** `undefined` of app: after a reconnection, when any app may have changed. */
  #forget(grantId: string | null, appId: string | null | undefined): void {
    this.#epoch += 1;
    this.#loading.clear();
    if (grantId !== null) this.#kept.delete(grantId);
    else if (appId === undefined) this.#kept.clear();
    else for (const [id, { grant }] of this.#kept.entries()) if (grant.appId === appId) this.#kept.delete(id);
  }

  /** Twenty requests of a cold grant are one query; those that come after a change of authority start another one. */
  #readOnce(grantId: string): Promise<DatedGrant | undefined> {
    const running = this.#loading.get(grantId);
    if (running) return running;
    const started: Promise<DatedGrant | undefined> = this.#readAndKeep(grantId).finally(() => {
      if (this.#loading.get(grantId) === started) this.#loading.delete(grantId);
    });
    this.#loading.set(grantId, started);
    return started;
  }

  async #readAndKeep(grantId: string): Promise<DatedGrant | undefined> {
    const epoch = this.#epoch;
    const dated = await this.#read(grantId);
    const now = this.#options.clock.now();
    const lasting = dated && !dated.grant.person && dated.reconfirmBy > now;
    if (lasting && epoch === this.#epoch) this.#kept.set(grantId, { ...dated, loadedAt: now });
    return dated;
  }

  async #read(grantId: string): Promise<DatedGrant | undefined> {
    const now = new Date(this.#options.clock.now());
    const { rows } = await this.#options.pool.query<GrantRow>({
      name: 'load_grant',
      text: LOAD_GRANT,
      values: [grantId, now],
    });
    const row = rows[0];
    if (!row) return undefined;
    const consentUrl = this.#options.consentUrl({ grantId, clientId: row.client_id, startUri: row.start_uri });
    return {
      grant: toGrant(row, consentUrl),
      reconfirmBy: row.reconfirm_ms === null ? Number.POSITIVE_INFINITY : Number(row.reconfirm_ms),
    };
  }
}

function toGrant(row: GrantRow, consentUrl: string | null): Grant {
  return {
    id: row.id,
    appId: row.app_id,
    customerId: row.customer_id,
    person: personOf(row),
    accountIds: row.account_ids ?? (row.first_party && row.customer_id !== null ? '*' : []),
    scopes: scopesOf(row),
    expiresAt: Number(row.expires_ms),
    consentUrl,
  };
}

function personOf({ person_id: id, publisher_id: publisherId }: GrantRow): GrantedPerson | null {
  if (id === null) return null;
  return publisherId === null ? { kind: 'STAFF', id, publisherId } : { kind: 'MEMBER', id, publisherId };
}

/** A person's rights are what the roles of this moment permit, within what the desk may hold at all. */
function scopesOf({ person_id, publisher_id, scopes, roles }: GrantRow): ReadonlySet<string> {
  if (person_id === null) return new Set(scopes);
  const kind = publisher_id === null ? 'STAFF' : 'MEMBER';
  const ofRoles = (roles ?? []).flatMap((role): string[] => [
    ...(kind === 'STAFF' ? actsOfStaff([role]) : actsOfMember(role)),
  ]);
  const acts = new Set([...ofRoles, ...HELD_BY_ALL[kind]]);
  return new Set(scopes.filter((scope) => acts.has(scope)));
}

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
  readonly scopes: string[];
  readonly expires_ms: string;
  readonly reconfirm_ms: string | null;
  readonly start_uri: string | null;
}

/**
 * One row or none: a grant that is valid at $2, of an app that is approved. Effective rights are the app's ceiling ∩ the
 * customer's consent, and never what the customer rejected; a person's are cut by the roles once more (`scopesOf`).
 */
const LOAD_GRANT = `SELECT g.id, g.app_id, a.client_id, g.customer_id, g.account_ids, a.first_party, g.person_id, g.publisher_id,
    CASE WHEN g.publisher_id IS NOT NULL THEN ARRAY(SELECT m.role FROM publisher_member m WHERE m.person_id = g.person_id AND m.publisher_id = g.publisher_id)
         WHEN g.person_id IS NOT NULL THEN ARRAY(SELECT s.role FROM staff_role s WHERE s.person_id = g.person_id) END AS roles,
    ARRAY(SELECT unnest(g.scopes) INTERSECT SELECT unnest(a.scope_ceiling) EXCEPT SELECT unnest(g.rejected)) AS scopes,
    (extract(epoch FROM g.expires_at) * 1000)::bigint::text AS expires_ms,
    (extract(epoch FROM g.reconfirm_by) * 1000)::bigint::text AS reconfirm_ms, a.metadata->>'initiate_login_uri' AS start_uri
  FROM access_grant g JOIN app a ON a.id = g.app_id
  WHERE g.id = $1::uuid AND g.revoked_at IS NULL AND g.expires_at > $2 AND a.status = 'APPROVED'
    AND (g.person_id IS NULL OR EXISTS (SELECT FROM person p WHERE p.id = g.person_id AND p.status = 'ACTIVE'))`;
