import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../../storage/index.js';
import type { Step } from '../rules/rule.js';
import { vigilanceError } from '../vigilance.errors.js';
import { answerAppeal } from './answer-appeal.js';
import { carryOutFreezes } from './carry-out-freezes.js';
import { closeCase } from './close-case.js';
import type { Freezer } from './freezer.js';
import { HELD } from './hold-case.js';

const REASON = { min: 10, max: 2000 } as const;

export interface Decision {
  readonly caseId: string;
  readonly personId: string;
  /** LIFT ends the case; UPHOLD lets the step stand and rejects an appeal. */
  readonly verdict: 'LIFT' | 'UPHOLD';
  readonly reason: string;
}

/** PROPOSED: the first of the two people who lift a freeze in live mode. */
export type Decided = 'LIFTED' | 'PROPOSED' | 'UPHELD';

interface CaseRow {
  readonly app_id: string;
  readonly step: Step;
  /** By a freeze that people proposed or carried out from it. */
  readonly held: boolean;
  readonly lift_proposed_by: string | null;
}

/**
 * People decide about a case. Lifting a freeze takes two in live mode; a restriction and
 * anything in a sandbox one. Who may decide was asked before, by the scope of the field.
 */
export class DecideCase {
  readonly #parts: { pool: pg.Pool; clock: Clock; freezer: Freezer; twoPeople: boolean };

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock; freezer: Freezer; twoPeople: boolean }) {
    this.#parts = parts;
  }

  /**
   * @param requireAnother refuses when this person is the one who proposed
   * @throws PublicError CASE_NOT_FOUND, CASE_HELD_BY_FREEZE, DECISION_INVALID, SECOND_PERSON_REQUIRED
   */
  async decide(
    decision: Decision,
    requireAnother: (formerPersonId: string) => void,
    by: ByKey = WITHOUT_KEY,
  ): Promise<Decided> {
    const reason = decision.reason.trim();
    if (reason.length < REASON.min || reason.length > REASON.max)
      throw vigilanceError('DECISION_INVALID', { params: REASON });
    const { pool, clock, freezer } = this.#parts;
    const now = clock.now();
    const act = { ...by, act: 'decideCase', input: { ...decision, reason }, now };
    const outcome = await inTransaction(pool, (client) =>
      onceByKey(client, act, async () => {
        const found = await client.query<CaseRow>(
          `SELECT c.app_id, c.step, c.lift_proposed_by, ${HELD} AS held FROM vigilance_case c
           WHERE c.id = $1 AND c.state = 'OPEN' FOR UPDATE OF c`,
          [decision.caseId],
        );
        const row = found.rows[0];
        if (!row) throw vigilanceError('CASE_NOT_FOUND');
        return this.#apply(client, row, { ...decision, reason }, requireAnother, now);
      }),
    );
    if (outcome === 'LIFTED') await carryOutFreezes(pool, freezer, now);
    return outcome;
  }

  async #apply(
    client: pg.PoolClient,
    row: CaseRow,
    decision: Decision,
    requireAnother: (formerPersonId: string) => void,
    now: number,
  ): Promise<Decided> {
    if (decision.verdict === 'UPHOLD') return uphold(client, row, decision, now);
    if (row.held) throw vigilanceError('CASE_HELD_BY_FREEZE');
    if (row.step === 'FROZEN' && this.#parts.twoPeople) {
      if (row.lift_proposed_by === null) {
        await client.query('UPDATE vigilance_case SET lift_proposed_by = $2, lift_reason = $3 WHERE id = $1', [
          decision.caseId,
          decision.personId,
          decision.reason,
        ]);
        return 'PROPOSED';
      }
      requireAnother(row.lift_proposed_by);
    }
    await closeCase(client, { ...decision, appId: row.app_id, from: row.step, state: 'LIFTED' }, now);
    return 'LIFTED';
  }
}

async function uphold(client: pg.PoolClient, row: CaseRow, decision: Decision, now: number): Promise<Decided> {
  const { caseId, reason } = decision;
  await client.query('UPDATE vigilance_case SET lift_proposed_by = NULL, lift_reason = NULL WHERE id = $1', [caseId]);
  const answered = await answerAppeal(client, decision, 'REJECTED', now);
  if (answered > 0)
    await recordEvents(client, [
      { type: 'app.appeal_rejected', appId: row.app_id, subjectId: caseId, at: now, data: { reason } },
    ]);
  return 'UPHELD';
}
