import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import { changeRelease } from './change-release.js';
import type { PublishingParty } from './publishing-party.js';
import { reasonOf } from './reason.js';

export interface WithdrawParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/**
 * What a publisher does about an own version. Yanked: it runs no more, and who has it goes back to the newest version that the
 * consent covers. Deprecated: it goes on for those who have it and is offered to nobody else.
 */
export class WithdrawVersion {
  readonly #parts: WithdrawParts;

  constructor(parts: WithdrawParts) {
    this.#parts = parts;
  }

  /** @throws PublicError PLUGIN_NOT_FOUND, PLUGIN_STATE_CONFLICT, PLUGIN_REASON_MISSING */
  async withdraw(
    to: 'YANKED' | 'DEPRECATED',
    party: PublishingParty,
    request: { readonly name: string; readonly version: string; readonly reason: string },
  ): Promise<string> {
    const { pool, clock } = this.#parts;
    const reason = reasonOf(request.reason);
    const versionId = await this.#ownVersion(party, request);
    const { by } = party;
    await inTransaction(pool, (client) => changeRelease(client, versionId, { to, reason, at: clock.now(), by }));
    return versionId;
  }

  async #ownVersion(
    { publisherId }: PublishingParty,
    { name, version }: { name: string; version: string },
  ): Promise<string> {
    const { rows } = await this.#parts.pool.query<{ id: string }>(
      `SELECT v.id FROM plugin p JOIN plugin_version v ON v.plugin_id = p.id
       WHERE p.publisher_id = $1 AND p.name = $2 AND v.version = $3`,
      [publisherId, name, version],
    );
    const [found] = rows;
    if (!found) throw pluginError('PLUGIN_NOT_FOUND');
    return found.id;
  }
}
