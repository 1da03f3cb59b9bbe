import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import { destroyTokens } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../storage/index.js';
import { freezeCase, holdCase, lockOpenCase } from '../vigilance/index.js';
import type { HookSecrets } from '../webhooks/index.js';
import { killSwitchError } from './kill-switch.errors.js';
import { lockApp, type StoppedApp, stopApp } from './stop-app.js';

export const REASON = { min: 10, max: 2000 } as const;

export interface FreezeAppParts {
  /** Pools of the roles openfolio_ops and openfolio_identity. */
  readonly ops: pg.Pool;
  readonly identity: pg.Pool;
  readonly clock: Clock;
  readonly hookSecrets: HookSecrets;
  /** Live mode: what one person proposes, another one confirms. */
  readonly twoPeople: boolean;
}

export interface FreezeRequest {
  readonly clientId: string;
  readonly reason: string;
  /** A person's id; null for an operator at the command line. */
  readonly by: string | null;
}

/** Refuses when this person took part before; see `requireAnotherPerson`. */
export type RequireAnother = (formerPersonId: string | null) => void;

export interface Frozen {
  readonly freezeId: string;
  readonly state: 'PROPOSED' | 'FROZEN';
}

interface ProposedFreeze {
  readonly state: string;
  readonly clientId: string;
  readonly proposedBy: string | null;
  readonly reason: string;
  readonly caseId: string | null;
}

/**
 * Stops an app in all processes by one short transaction, then deletes its tokens. Reversible: the app comes back by a release,
 * its customers' consents were never touched. Not reversible: tokens, hook secrets, and keys, all of which count as leaked.
 */
export class FreezeApp {
  readonly #parts: FreezeAppParts;

  constructor(parts: FreezeAppParts) {
    this.#parts = parts;
  }

  /**
   * Freezes at once where one person is enough, otherwise proposes.
   *
   * @throws PublicError FREEZE_APP_NOT_FOUND, FREEZE_CONFLICT, FREEZE_REASON_INVALID, IDEMPOTENCY_KEY_*
   */
  async freeze({ clientId, reason, by }: FreezeRequest, byKey: ByKey = WITHOUT_KEY): Promise<Frozen> {
    const said = checkedReason(reason);
    const now = this.#parts.clock.now();
    const act = { ...byKey, act: 'freezeApp', input: { clientId, reason: said }, now };
    const frozen = await inTransaction(this.#parts.ops, (client) =>
      onceByKey(client, act, () => this.propose(client, { clientId, reason: said, by }, now)),
    );
    await this.destroyTokens(frozen);
    return frozen;
  }

  /** The second person's word. @throws PublicError FREEZE_CONFLICT, SECOND_PERSON_REQUIRED, IDEMPOTENCY_KEY_* */
  async confirm(
    freezeId: string,
    by: string,
    requireAnother: RequireAnother,
    byKey: ByKey = WITHOUT_KEY,
  ): Promise<Frozen> {
    const now = this.#parts.clock.now();
    const act = { ...byKey, act: 'confirmFreeze', input: { freezeId }, now };
    const frozen = await inTransaction(this.#parts.ops, (client) =>
      onceByKey(client, act, () => this.#confirm(client, { freezeId, by, now }, requireAnother)),
    );
    await this.destroyTokens(frozen);
    return frozen;
  }

  /**
   * In the caller's transaction, which `destroyTokens` follows. A case that leads to it is locked before.
   *
   * @throws PublicError FREEZE_APP_NOT_FOUND, FREEZE_CONFLICT
   */
  async propose(
    client: pg.PoolClient,
    { clientId, reason, by, caseId }: FreezeRequest & { readonly caseId?: string },
    now: number,
  ): Promise<Frozen> {
    const app = await lockedApp(client, clientId);
    await refuseOpen(client, app.id);
    const freezeId = newId();
    await client.query(
      `INSERT INTO app_freeze (id, app_id, state, reason, proposed_by, proposed_at, case_id) VALUES ($1, $2, 'PROPOSED', $3, $4, $5, $6)`,
      [freezeId, app.id, reason, by, new Date(now), caseId ?? null],
    );
    const data = { by, ...(caseId && { caseId }) };
    await recordEvents(client, [{ type: 'app.freeze_proposed', subjectId: app.id, data, at: now }]);
    if (caseId) await holdCase(client, caseId, freezeId);
    if (this.#parts.twoPeople) return { freezeId, state: 'PROPOSED' };
    return this.#stop(client, app, { freezeId, by, reason, caseId: caseId ?? null }, now);
  }

  async #confirm(
    client: pg.PoolClient,
    { freezeId, by, now }: { freezeId: string; by: string; now: number },
    requireAnother: RequireAnother,
  ): Promise<Frozen> {
    const { rows } = await client.query<ProposedFreeze>(
      `SELECT f.state, a.client_id AS "clientId", f.proposed_by AS "proposedBy", f.reason, f.case_id AS "caseId"
       FROM app_freeze f JOIN app a ON a.id = f.app_id WHERE f.id = $1 FOR UPDATE OF f`,
      [freezeId],
    );
    const freeze = rows[0];
    if (freeze?.state !== 'PROPOSED')
      throw killSwitchError('FREEZE_CONFLICT', { params: { state: freeze?.state ?? 'unknown', needed: 'PROPOSED' } });
    requireAnother(freeze.proposedBy);
    if (freeze.caseId) await lockOpenCase(client, freeze.caseId);
    const app = await lockedApp(client, freeze.clientId);
    return this.#stop(client, app, { ...freeze, freezeId, by }, now);
  }

  async #stop(
    client: pg.PoolClient,
    app: StoppedApp,
    { freezeId, by, reason, caseId }: { freezeId: string; by: string | null; reason: string; caseId: string | null },
    now: number,
  ): Promise<Frozen> {
    await stopApp(client, this.#parts.hookSecrets, app, now);
    await client.query(
      `UPDATE app_freeze SET state = 'FROZEN', frozen_by = $2, frozen_at = $3, former_jwks = $4 WHERE id = $1`,
      [freezeId, by, new Date(now), app.jwks === null ? null : JSON.stringify(app.jwks)],
    );
    if (caseId) await freezeCase(client, { caseId, appId: app.id, reason }, now);
    return { freezeId, state: 'FROZEN' };
  }

  /**
   * After the commit, because a hundred thousand rows take seconds; a release or the same key again makes up for it when a crash came
   * between. Tokens that the app got after a release are never meant.
   */
  async destroyTokens({ freezeId }: Frozen): Promise<void> {
    const { ops, identity, clock } = this.#parts;
    const { rows } = await ops.query<{ id: string; clientId: string }>(
      `SELECT a.id, a.client_id AS "clientId" FROM app_freeze f JOIN app a ON a.id = f.app_id
       WHERE f.id = $1 AND f.state = 'FROZEN' AND f.destroyed_at IS NULL`,
      [freezeId],
    );
    const [app] = rows;
    if (!app) return;
    await destroyTokens(identity, app);
    await ops.query('UPDATE app_freeze SET destroyed_at = $2 WHERE id = $1', [freezeId, new Date(clock.now())]);
  }
}

export function checkedReason(reason: string): string {
  const said = reason.trim();
  if (said.length < REASON.min || said.length > REASON.max)
    throw killSwitchError('FREEZE_REASON_INVALID', { params: REASON });
  return said;
}

/** @throws PublicError FREEZE_APP_NOT_FOUND */
async function lockedApp(client: pg.PoolClient, clientId: string): Promise<StoppedApp> {
  const app = await lockApp(client, clientId);
  if (!app) throw killSwitchError('FREEZE_APP_NOT_FOUND', { params: { clientId } });
  return app;
}

async function refuseOpen(client: pg.PoolClient, appId: string): Promise<void> {
  const { rows } = await client.query<{ state: string }>(
    "SELECT state FROM app_freeze WHERE app_id = $1 AND state IN ('PROPOSED', 'FROZEN')",
    [appId],
  );
  if (rows[0]) throw killSwitchError('FREEZE_CONFLICT', { params: { state: rows[0].state, needed: 'absent or over' } });
}
