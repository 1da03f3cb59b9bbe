import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../storage/index.js';
import { lockOpenCase, vigilanceError } from '../vigilance/index.js';
import { checkedReason, type FreezeApp, type Frozen } from './freeze-app.js';

export interface FreezeFromCaseRequest {
  readonly caseId: string;
  /** The owner reads it once the freeze is carried out. */
  readonly reason: string;
  /** A person's id; null for an operator at the command line. */
  readonly by: string | null;
}

/**
 * From a case of the watch to the full freeze in one act: whatever the watch did about the app so far, its tokens, secrets and keys now
 * count as leaked. From here on the freeze decides: a proposal that is withdrawn leaves the case as it was, a release lifts it, an end
 * ends it. Until then the case stays open, and its owner may appeal.
 */
export class FreezeFromCase {
  readonly #parts: { readonly ops: pg.Pool; readonly clock: Clock; readonly freezeApp: FreezeApp };

  /** @param parts.ops a pool of the role openfolio_ops */
  constructor(parts: { readonly ops: pg.Pool; readonly clock: Clock; readonly freezeApp: FreezeApp }) {
    this.#parts = parts;
  }

  /** For an operator, who knows apps and no ids of cases. @throws PublicError CASE_NOT_FOUND */
  async openCaseOf(clientId: string): Promise<string> {
    const { rows } = await this.#parts.ops.query<{ id: string }>(
      "SELECT c.id FROM vigilance_case c JOIN app a ON a.id = c.app_id WHERE a.client_id = $1 AND c.state = 'OPEN'",
      [clientId],
    );
    if (!rows[0]) throw vigilanceError('CASE_NOT_FOUND');
    return rows[0].id;
  }

  /** @throws PublicError CASE_NOT_FOUND, FREEZE_APP_NOT_FOUND, FREEZE_CONFLICT, FREEZE_REASON_INVALID, IDEMPOTENCY_KEY_* */
  async freeze({ caseId, reason, by }: FreezeFromCaseRequest, byKey: ByKey = WITHOUT_KEY): Promise<Frozen> {
    const { ops, clock, freezeApp } = this.#parts;
    const said = checkedReason(reason);
    const now = clock.now();
    const act = { ...byKey, act: 'freezeFromCase', input: { caseId, reason: said }, now };
    const frozen = await inTransaction(ops, (client) =>
      onceByKey(client, act, async () => {
        const { clientId } = await lockOpenCase(client, caseId);
        return freezeApp.propose(client, { clientId, reason: said, by, caseId }, now);
      }),
    );
    await freezeApp.destroyTokens(frozen);
    return frozen;
  }
}
