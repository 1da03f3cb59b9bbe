import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { recordEvent } from '../identity.events.js';
import { type ConsentDays, consentEnd, reconfirmBy } from './consent-terms.js';
import { announceEnd } from './end-grant.js';

export { CONSENT_DAYS, type ConsentDays } from './consent-terms.js';

/** What the customer answered, checked against what the page offered. */
export interface Consent {
  readonly customerId: string;
  readonly appId: string;
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly rejected: readonly string[];
  readonly accountIds: readonly string[];
  readonly days: ConsentDays;
  /** sha256 of everything that the page said, so that a dispute can be settled. */
  readonly textHash: string;
}

interface FormerGrant {
  id: string;
  scopes: string[];
  account_ids: string[] | null;
}

/**
 * Writes one consent as a new grant that replaces the app's former one: rights never accumulate, and what was
 * unticked this time is gone. Grant, end of the former, deny-feed row and event commit together.
 */
export class GiveConsent {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @returns the id of the grant, claim `gid` of its tokens */
  async give(consent: Consent): Promise<string> {
    const id = newId();
    const now = this.#clock.now();
    const expiresAt = consentEnd(now, consent.days);
    await inTransaction(this.#pool, async (client) => {
      // Two consents of one customer to one app at once: the second replaces the first.
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `${consent.appId}/${consent.customerId}`,
      ]);
      await insertGrant(client, id, consent, now, expiresAt);
      const former = await replaceFormer(client, id, consent, now);
      await recordEvent(client, {
        type: former && isWider(consent, former) ? 'grant.widened' : 'grant.created',
        appId: consent.appId,
        customerId: consent.customerId,
        subjectId: id,
        data: {
          scopes: consent.scopes,
          accounts: consent.accountIds.length,
          expiresAt: new Date(expiresAt).toISOString(),
        },
        at: now,
      });
    });
    return id;
  }
}

async function insertGrant(
  client: pg.PoolClient,
  id: string,
  consent: Consent,
  now: number,
  expiresAt: number,
): Promise<void> {
  await client.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, rejected, account_ids, granted_at, expires_at, reconfirm_by, consent_text_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      consent.customerId,
      consent.appId,
      consent.resource,
      consent.scopes,
      consent.rejected,
      consent.accountIds,
      new Date(now),
      new Date(expiresAt),
      new Date(reconfirmBy(now, expiresAt)),
      consent.textHash,
    ],
  );
}

async function replaceFormer(
  client: pg.PoolClient,
  id: string,
  consent: Consent,
  now: number,
): Promise<FormerGrant | undefined> {
  const { rows } = await client.query<FormerGrant & { live: boolean }>(
    `UPDATE access_grant SET revoked_at = $4, revoked_by = 'REPLACED', replaced_by = $1
     WHERE app_id = $2 AND customer_id = $3 AND revoked_at IS NULL AND id <> $1
     RETURNING id, scopes, account_ids, expires_at > $4 AS live`,
    [id, consent.appId, consent.customerId, new Date(now)],
  );
  for (const row of rows) await announceEnd(client, row.id, now);
  return rows.find((row) => row.live);
}

function isWider(consent: Consent, former: FormerGrant): boolean {
  const accounts = new Set(former.account_ids);
  return (
    consent.scopes.some((scope) => !former.scopes.includes(scope)) ||
    consent.accountIds.some((account) => !accounts.has(account))
  );
}
