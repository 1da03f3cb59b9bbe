import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { changeRelease } from './change-release.js';
import type { ReleaseRules, ReleaseStatus } from './release.js';
import { latestFigures } from './release-figures.js';

export interface CircuitParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly rules: ReleaseRules;
}

/** Stops a version that fails too often, at the failure that is one too many. Called after each failed run. */
export class BreakCircuit {
  readonly #parts: CircuitParts;

  constructor(parts: CircuitParts) {
    this.#parts = parts;
  }

  /** @returns whether the version was stopped now */
  afterFailure(versionId: string): Promise<boolean> {
    const { pool, clock, rules } = this.#parts;
    return inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ status: ReleaseStatus }>(
        'SELECT status FROM plugin_release WHERE version_id = $1 FOR UPDATE',
        [versionId],
      );
      const status = rows[0]?.status;
      if (status !== 'STAGED' && status !== 'LISTED' && status !== 'DEPRECATED') return false;
      const { runs, failures } = await latestFigures(client, versionId, rules.listedRuns);
      const enough = status === 'STAGED' ? rules.stagedRunsMin : rules.listedRuns;
      if (runs < enough || failures < runs * rules.failureShare) return false;
      const reason = `${failures} of the latest ${runs} runs failed; from ${rules.failureShare * 100} % on a version is suspended.`;
      await changeRelease(client, versionId, {
        to: 'SUSPENDED',
        reason,
        at: clock.now(),
        by: { kind: 'PLATFORM' },
      });
      return true;
    });
  }
}
