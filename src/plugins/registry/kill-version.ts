import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { changeRelease } from './change-release.js';
import { reasonOf } from './reason.js';

export interface KillParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/**
 * The kill switch: from the commit on no run of the version begins, and none that is under way gives its result. Proposals
 * that wait are closed. Nothing about the customer's other plugins changes.
 */
export class KillVersion {
  readonly #parts: KillParts;

  constructor(parts: KillParts) {
    this.#parts = parts;
  }

  /** @throws PublicError PLUGIN_NOT_FOUND, PLUGIN_STATE_CONFLICT, PLUGIN_REASON_MISSING */
  async kill(request: {
    readonly versionId: string;
    readonly personId: string;
    readonly reason: string;
  }): Promise<void> {
    const { pool, clock } = this.#parts;
    const { versionId, personId } = request;
    const reason = reasonOf(request.reason);
    const at = clock.now();
    const by = { kind: 'STAFF', id: personId } as const;
    await inTransaction(pool, (client) => changeRelease(client, versionId, { to: 'KILLED', reason, at, by }));
  }
}
