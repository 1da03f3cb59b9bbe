import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import { type ChangeAppStatus, destroyTokens, publicKeySet, refusalOfKeys } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../storage/index.js';
import { endHeldCase } from '../vigilance/index.js';
import { checkedReason, type FreezeAppParts, type RequireAnother } from './freeze-app.js';
import { killSwitchError } from './kill-switch.errors.js';

/** What a review comes to: the app works again, or it is deleted and each consent ends. */
export type Closing = 'RELEASE' | 'END';

export interface CloseRequest {
  readonly freezeId: string;
  readonly closing: Closing;
  readonly reason: string;
  readonly by: string;
  /** RELEASE of a confidential client: its new public keys. */
  readonly jwks?: unknown;
}

export type Closed = 'RELEASED' | 'ENDED' | 'WITHDRAWN' | 'CLOSING_PROPOSED';

interface FreezeRow {
  readonly app_id: string;
  readonly client_id: string;
  /** Of the app. */
  readonly status: string;
  readonly state: string;
  readonly case_id: string | null;
  readonly closing: Closing | null;
  readonly closing_by: string | null;
  readonly former_jwks: { keys: Record<string, unknown>[] } | null;
}

/** Ends a freeze after review; in live mode the second person confirms by asking for the same. A mere proposal is withdrawn by RELEASE. */
export class CloseFreeze {
  readonly #parts: Omit<FreezeAppParts, 'hookSecrets'> & { readonly changeAppStatus: ChangeAppStatus };

  constructor(parts: Omit<FreezeAppParts, 'hookSecrets'> & { readonly changeAppStatus: ChangeAppStatus }) {
    this.#parts = parts;
  }

  /** @throws PublicError FREEZE_CONFLICT, FREEZE_CASE_UNDECIDED, FREEZE_REASON_INVALID, RELEASE_KEYS_REQUIRED, SECOND_PERSON_REQUIRED, IDEMPOTENCY_KEY_* */
  async close(request: CloseRequest, requireAnother: RequireAnother, byKey: ByKey = WITHOUT_KEY): Promise<Closed> {
    const { ops, identity, clock, changeAppStatus } = this.#parts;
    const reason = checkedReason(request.reason);
    const before = await this.#find(ops, request.freezeId);
    // Whatever was issued before must be gone before the app may come back, even if the freeze was cut short by a crash.
    if (before.state === 'FROZEN' && request.closing === 'RELEASE')
      await destroyTokens(identity, { id: before.app_id, clientId: before.client_id });
    const { by: _by, ...said } = request;
    const act = { ...byKey, act: 'closeFreeze', input: { ...said, reason }, now: clock.now() };
    const closed = await inTransaction(ops, (client) =>
      onceByKey(client, act, async () => {
        const freeze = await this.#find(client, request.freezeId, 'FOR UPDATE OF f');
        return this.#close(client, freeze, { ...request, reason }, requireAnother, clock);
      }),
    );
    if (closed === 'ENDED' && before.status !== 'DELETED')
      await changeAppStatus.change(before.client_id, 'DELETED', 'STAFF');
    return closed;
  }

  async #find(client: pg.Pool | pg.PoolClient, freezeId: string, lock = ''): Promise<FreezeRow> {
    const { rows } = await client.query<FreezeRow>(
      `SELECT f.app_id, a.client_id, a.status, f.state, f.closing, f.closing_by, f.former_jwks, f.case_id
       FROM app_freeze f JOIN app a ON a.id = f.app_id WHERE f.id = $1 ${lock}`,
      [freezeId],
    );
    if (!rows[0]) throw killSwitchError('FREEZE_CONFLICT', { params: { state: 'unknown', needed: 'open' } });
    return rows[0];
  }

  async #close(
    client: pg.PoolClient,
    freeze: FreezeRow,
    request: CloseRequest,
    requireAnother: RequireAnother,
    clock: Clock,
  ): Promise<Closed> {
    const { freezeId, closing, reason, by } = request;
    const at = new Date(clock.now());
    const end = (state: string) =>
      client.query(
        `UPDATE app_freeze SET state = $2, closing = $3, closing_reason = $4, closing_by = COALESCE(closing_by, $5), closed_by = $5, closed_at = $6 WHERE id = $1`,
        [freezeId, state, closing, reason, by, at],
      );
    if (freeze.state === 'PROPOSED' && closing === 'RELEASE') {
      await end('WITHDRAWN');
      return 'WITHDRAWN';
    }
    if (freeze.state !== 'FROZEN')
      throw killSwitchError('FREEZE_CONFLICT', { params: { state: freeze.state, needed: 'FROZEN' } });
    if (closing === 'RELEASE') await refuseUndecided(client, freeze);
    const keys = closing === 'RELEASE' ? newKeys(freeze.former_jwks, request.jwks) : null;
    if (this.#parts.twoPeople && freeze.closing !== closing) {
      await client.query('UPDATE app_freeze SET closing = $2, closing_reason = $3, closing_by = $4 WHERE id = $1', [
        freezeId,
        closing,
        reason,
        by,
      ]);
      const data = { by };
      await recordEvents(client, [
        { type: 'app.freeze_closing_proposed', subjectId: freeze.app_id, data, at: clock.now() },
      ]);
      return 'CLOSING_PROPOSED';
    }
    if (this.#parts.twoPeople) requireAnother(freeze.closing_by);
    await end(closing === 'RELEASE' ? 'RELEASED' : 'ENDED');
    if (freeze.case_id) {
      const how = { caseId: freeze.case_id, personId: by, reason } as const;
      await endHeldCase(client, { ...how, state: closing === 'RELEASE' ? 'LIFTED' : 'ENDED' }, clock.now());
    }
    if (closing === 'END') return 'ENDED';
    await client.query(
      `UPDATE app SET status = 'APPROVED', updated_at = $2, metadata = CASE WHEN $3::jsonb IS NULL THEN metadata
         ELSE jsonb_set(metadata, '{jwks}', $3::jsonb) END WHERE id = $1`,
      [freeze.app_id, at, keys && JSON.stringify(keys)],
    );
    const data = { clientId: freeze.client_id, from: 'SUSPENDED', to: 'APPROVED' };
    const event = { type: 'app.status_changed', appId: freeze.app_id, subjectId: freeze.app_id, at: clock.now(), data };
    await recordEvents(client, [event]);
    return 'RELEASED';
  }
}

/** What the watch froze by itself its case lets go, which people decide; a case that led to this freeze ends with it. */
async function refuseUndecided(client: pg.PoolClient, { app_id, case_id }: FreezeRow): Promise<void> {
  const { rowCount } = await client.query(
    "SELECT FROM app_standing WHERE app_id = $1 AND step = 'FROZEN' AND case_id IS DISTINCT FROM $2",
    [app_id, case_id],
  );
  if (rowCount !== 0) throw killSwitchError('FREEZE_CASE_UNDECIDED');
}

/** A confidential client comes back with keys that it never had: the former ones may be what leaked. */
function newKeys(former: FreezeRow['former_jwks'], jwks: unknown) {
  if (former === null) return null;
  const refuse = (problem: string) => killSwitchError('RELEASE_KEYS_REQUIRED', { params: { problem } });
  if (jwks === undefined) throw refuse('none were passed');
  const [refusal] = refusalOfKeys(jwks);
  if (refusal) throw refuse(refusal.error.message);
  const keys = publicKeySet(jwks);
  const known = new Set(former.keys.map(material));
  if (keys.keys.some((key) => known.has(material(key)))) throw refuse('one of them is a former key');
  return keys;
}

function material({ x, y, n }: Record<string, unknown>): string {
  return JSON.stringify([x, y, n]);
}
