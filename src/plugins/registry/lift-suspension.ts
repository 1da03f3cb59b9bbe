import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import { operationError } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import { changeRelease } from './change-release.js';
import { reasonOf } from './reason.js';
import { type ReleaseStatus, STAGES } from './release.js';
import type { Review, ReviewParts } from './review-version.js';

interface Suspended {
  readonly status: ReleaseStatus;
  readonly publisher_id: string;
  readonly changed_at: Date;
  /** What it was before. */
  readonly from_status: ReleaseStatus | null;
}

/**
 * A version that was stopped for its failures runs again when two people say so, each with a reason. It begins anew at its first
 * stage, with its figures; one that was deprecated before is so again.
 */
export class LiftSuspension {
  readonly #parts: ReviewParts;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** @throws PublicError PLUGIN_REASON_MISSING, PLUGIN_NOT_FOUND, PLUGIN_STATE_CONFLICT, SECOND_PERSON_REQUIRED */
  async lift({ versionId, personId, reason: given }: Omit<Review, 'decision'>): Promise<void> {
    const { pool, clock, rules } = this.#parts;
    const reason = reasonOf(given);
    const at = clock.now();
    await inTransaction(pool, async (client) => {
      const suspended = await lockSuspended(client, versionId);
      const people = await insertLift(client, suspended, { versionId, personId, reason, at });
      if (people < rules.reviewers) return;
      const by = { kind: 'STAFF', id: personId } as const;
      await changeRelease(
        client,
        versionId,
        suspended.from_status === 'DEPRECATED'
          ? { to: 'DEPRECATED', reason, at, by }
          : { to: 'STAGED', percent: STAGES[0], dueAt: at + rules.stageMs, reason, at, by },
      );
    });
  }
}

async function lockSuspended(client: pg.PoolClient, versionId: string): Promise<Suspended> {
  const { rows } = await client.query<Suspended>(
    `SELECT r.status, r.publisher_id, r.changed_at, (SELECT c.from_status FROM plugin_release_change c
       WHERE c.version_id = r.version_id AND c.to_status = 'SUSPENDED' ORDER BY c.at DESC, c.id DESC LIMIT 1) AS from_status
     FROM plugin_release r WHERE r.version_id = $1 FOR UPDATE`,
    [versionId],
  );
  const [found] = rows;
  if (!found) throw pluginError('PLUGIN_NOT_FOUND');
  if (found.status !== 'SUSPENDED') throw pluginError('PLUGIN_STATE_CONFLICT', { params: { status: found.status } });
  return found;
}

/** @returns how many people want this suspension lifted */
async function insertLift(
  client: pg.PoolClient,
  { publisher_id, changed_at }: Suspended,
  { versionId, personId, reason, at }: { versionId: string; personId: string; reason: string; at: number },
): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO plugin_review (id, version_id, publisher_id, person_id, decision, reason, at, suspended_at)
     VALUES ($1, $2, $3, $4, 'LIFT', $5, $6, $7) ON CONFLICT DO NOTHING`,
    [newId(), versionId, publisher_id, personId, reason, new Date(at), changed_at],
  );
  if (rowCount === 0) throw operationError('SECOND_PERSON_REQUIRED');
  const { rows } = await client.query<{ people: number }>(
    'SELECT count(*)::int AS people FROM plugin_review WHERE version_id = $1 AND suspended_at = $2',
    [versionId, changed_at],
  );
  return rows[0]?.people ?? 0;
}
