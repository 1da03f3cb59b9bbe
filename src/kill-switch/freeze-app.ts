import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import { destroyTokens } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { inTransaction } from '../storage/index.js';
import type { HookSecrets } from '../webhooks/index.js';
import { killSwitchError } from './kill-switch.errors.js';
import { lockApp, stopApp } from './stop-app.js';

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
   * @throws PublicError FREEZE_APP_NOT_FOUND, FREEZE_CONFLICT, FREEZE_REASON_INVALID
   */
  async freeze({ clientId, reason, by }: FreezeRequest): Promise<Frozen> {
    const { ops, clock, twoPeople } = this.#parts;
    const said = checkedReason(reason);
    const freezeId = newId();
    const now = clock.now();
    const app = await inTransaction(ops, async (client) => {
      const found = await lockApp(client, clientId);
      if (!found) throw killSwitchError('FREEZE_APP_NOT_FOUND', { params: { clientId } });
      await refuseOpen(client, found.id);
      await client.query(
        `INSERT INTO app_freeze (id, app_id, state, reason, proposed_by, proposed_at) VALUES ($1, $2, 'PROPOSED', $3, $4, $5)`,
        [freezeId, found.id, said, by, new Date(now)],
      );
      await recordEvents(client, [{ type: 'app.freeze_proposed', subjectId: found.id, data: { by }, at: now }]);
      if (!twoPeople) await this.#stop(client, freezeId, found, by, now);
      return found;
    });
    if (twoPeople) return { freezeId, state: 'PROPOSED' };
    await this.#destroy(freezeId, app);
    return { freezeId, state: 'FROZEN' };
  }

  /** The second person's word. @throws PublicError FREEZE_CONFLICT, SECOND_PERSON_REQUIRED */
  async confirm(freezeId: string, by: string, requireAnother: RequireAnother): Promise<Frozen> {
    const now = this.#parts.clock.now();
    const app = await inTransaction(this.#parts.ops, async (client) => {
      const { rows } = await client.query<{ state: string; client_id: string; proposed_by: string | null }>(
        `SELECT f.state, a.client_id, f.proposed_by FROM app_freeze f JOIN app a ON a.id = f.app_id WHERE f.id = $1 FOR UPDATE OF f`,
        [freezeId],
      );
      const freeze = rows[0];
      if (freeze?.state !== 'PROPOSED')
        throw killSwitchError('FREEZE_CONFLICT', { params: { state: freeze?.state ?? 'unknown', needed: 'PROPOSED' } });
      requireAnother(freeze.proposed_by);
      const found = await lockApp(client, freeze.client_id);
      if (!found) throw killSwitchError('FREEZE_APP_NOT_FOUND', { params: { clientId: freeze.client_id } });
      await this.#stop(client, freezeId, found, by, now);
      return found;
    });
    await this.#destroy(freezeId, app);
    return { freezeId, state: 'FROZEN' };
  }

  async #stop(
    client: pg.PoolClient,
    freezeId: string,
    app: NonNullable<Awaited<ReturnType<typeof lockApp>>>,
    by: string | null,
    now: number,
  ): Promise<void> {
    await stopApp(client, this.#parts.hookSecrets, app, now);
    await client.query(
      `UPDATE app_freeze SET state = 'FROZEN', frozen_by = $2, frozen_at = $3, former_jwks = $4 WHERE id = $1`,
      [freezeId, by, new Date(now), app.jwks === null ? null : JSON.stringify(app.jwks)],
    );
  }

  /** After the commit, because a hundred thousand rows take seconds; a release makes up for it when a crash came between. */
  async #destroy(freezeId: string, app: { id: string; clientId: string }): Promise<void> {
    const { ops, identity, clock } = this.#parts;
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

async function refuseOpen(client: pg.PoolClient, appId: string): Promise<void> {
  const { rows } = await client.query<{ state: string }>(
    "SELECT state FROM app_freeze WHERE app_id = $1 AND state IN ('PROPOSED', 'FROZEN')",
    [appId],
  );
  if (rows[0]) throw killSwitchError('FREEZE_CONFLICT', { params: { state: rows[0].state, needed: 'absent or over' } });
}
