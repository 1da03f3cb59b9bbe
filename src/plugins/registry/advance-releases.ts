import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { changeRelease } from './change-release.js';
import { type ReleaseRules, STAGES, type StagePercent } from './release.js';
import { figuresSince } from './release-figures.js';

export interface AdvanceParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly rules: ReleaseRules;
  /** Somebody who can make reviewers look. */
  readonly onLate?: ((versionId: string, days: number) => void) | undefined;
}

const DAY_MS = 86_400_000;

interface DueRelease {
  readonly version_id: string;
  readonly status: 'STAGED' | 'IN_REVIEW';
  readonly stage_percent: StagePercent | null;
  readonly changed_at: Date;
  readonly submitted_at: Date;
}

/** What time brings about: a stage that went well becomes the next one, a review that is late is said to be. */
export class AdvanceReleases {
  readonly #parts: AdvanceParts;

  constructor(parts: AdvanceParts) {
    this.#parts = parts;
  }

  /** @returns how many moved */
  async step(): Promise<number> {
    let moved = 0;
    while (await this.#next()) moved += 1;
    return moved;
  }

  #next(): Promise<boolean> {
    const { pool, clock } = this.#parts;
    return inTransaction(pool, async (client) => {
      const at = clock.now();
      const { rows } = await client.query<DueRelease>(
        `SELECT r.version_id, r.status, r.stage_percent, r.changed_at, v.submitted_at
         FROM plugin_release r JOIN plugin_version v ON v.id = r.version_id
         WHERE r.status IN ('STAGED', 'IN_REVIEW') AND r.due_at <= $1 ORDER BY r.due_at LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
        [new Date(at)],
      );
      const [due] = rows;
      if (!due) return false;
      if (due.status === 'STAGED') await this.#advance(client, due, at);
      else await this.#sayLate(client, due, at);
      return true;
    });
  }

  async #advance(client: pg.PoolClient, due: DueRelease, at: number): Promise<void> {
    const { rules } = this.#parts;
    const { runs, failures } = await figuresSince(client, due.version_id, due.changed_at);
    const by = { kind: 'PLATFORM' } as const;
    const percent = due.stage_percent ?? STAGES[0];
    if (runs >= rules.stagedRunsMin && failures >= runs * rules.failureShare) {
      const reason = `The release halted at ${percent} %: ${failures} of ${runs} runs failed.`;
      return changeRelease(client, due.version_id, { to: 'SUSPENDED', reason, at, by });
    }
    const next = STAGES[STAGES.indexOf(percent) + 1];
    const passed = `${runs} runs at ${percent} %, ${failures} failed.`;
    if (next === undefined)
      return changeRelease(client, due.version_id, { to: 'LISTED', reason: `${passed} Released.`, at, by });
    const dueAt = at + rules.stageMs;
    return changeRelease(client, due.version_id, { to: 'STAGED', percent: next, reason: passed, at, by, dueAt });
  }

  /**
   * It stays in review, first in the queue; nobody is punished by a decision that nobody made. Its publisher is told, and told again as
   * long as it lasts, and the operator's log has a warning.
   */
  async #sayLate(
    client: pg.PoolClient,
    { version_id: versionId, submitted_at }: DueRelease,
    at: number,
  ): Promise<void> {
    const { rules, onLate } = this.#parts;
    const days = Math.floor((at - submitted_at.getTime()) / DAY_MS);
    const reason = `The review is late: submitted ${days} days ago. It stands first in the queue.`;
    const dueAt = at + rules.reviewMs;
    await changeRelease(client, versionId, { to: 'IN_REVIEW', reason, at, by: { kind: 'PLATFORM' }, dueAt });
    onLate?.(versionId, days);
  }
}
