import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { operationError } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import { changeRelease } from './change-release.js';
import { reasonOf } from './reason.js';
import type { ReleaseRules } from './release.js';

export interface ReviewParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly rules: ReleaseRules;
}

export interface Review {
  readonly versionId: string;
  readonly personId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  readonly reason: string;
}

/**
 * Two people look at what no check can: whether the purpose is true, whether the method is sound. The second approval
 * releases the version to its first customers; one refusal with its reason ends it.
 */
export class ReviewVersion {
  readonly #parts: ReviewParts;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** @throws PublicError PLUGIN_REASON_MISSING, PLUGIN_NOT_FOUND, PLUGIN_STATE_CONFLICT, SECOND_PERSON_REQUIRED */
  async review({ versionId, personId, decision, reason: given }: Review): Promise<void> {
    const { pool, clock, rules } = this.#parts;
    const reason = reasonOf(given);
    const at = clock.now();
    const by = { kind: 'STAFF', id: personId } as const;
    await inTransaction(pool, async (client) => {
      const { status, publisherId } = await lockRelease(client, versionId);
      if (status !== 'IN_REVIEW') throw pluginError('PLUGIN_STATE_CONFLICT', { params: { status } });
      const { rowCount } = await client.query(
        `INSERT INTO plugin_review (id, version_id, publisher_id, person_id, decision, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING`,
        [newId(), versionId, publisherId, personId, decision, reason, new Date(at)],
      );
      if (rowCount === 0) throw operationError('SECOND_PERSON_REQUIRED');
      const data = { decision, by: personId };
      await recordEvents(client, [{ type: 'plugin.reviewed', subjectId: versionId, data, at }]);
      if (decision === 'REJECT') return changeRelease(client, versionId, { to: 'REJECTED', reason, at, by });
      if ((await approvals(client, versionId)) < rules.reviewers) return undefined;
      await changeRelease(client, versionId, { to: 'APPROVED', reason: `${rules.reviewers} people approved.`, at, by });
      const first = {
        to: 'STAGED',
        percent: 5,
        dueAt: at + rules.stageMs,
        reason: 'The staged release begins.',
      } as const;
      return changeRelease(client, versionId, { ...first, at, by: { kind: 'PLATFORM' } });
    });
  }
}

async function approvals(client: pg.PoolClient, versionId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM plugin_review WHERE version_id = $1 AND decision = 'APPROVE'",
    [versionId],
  );
  return rows[0]?.count ?? 0;
}

/** @throws PublicError PLUGIN_NOT_FOUND */
async function lockRelease(client: pg.PoolClient, versionId: string): Promise<{ status: string; publisherId: string }> {
  const { rows } = await client.query<{ status: string; publisherId: string }>(
    'SELECT status, publisher_id AS "publisherId" FROM plugin_release WHERE version_id = $1 FOR UPDATE',
    [versionId],
  );
  const [found] = rows;
  if (!found) throw pluginError('PLUGIN_NOT_FOUND');
  return found;
}
