import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { PublicError } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import type { InspectedTool } from '../package/inspect-package.js';
import { pluginError } from '../plugins.errors.js';
import type { PublishedVersion, PublishedVersions } from '../registry/published-versions.js';
import { reasonOf } from '../registry/reason.js';
import { RUNS } from '../registry/release.js';
import type { CarryOutRun } from './carry-out-run.js';
import { budgetOf } from './invoke-plugin.js';
import type { BegunRun } from './run-log.js';

export type ExtensionTarget = 'ticket.respond' | 'campaign.content';

/** Of an app of the platform. */
export interface PublicGrant {
  readonly id: string;
  readonly appId: string;
}

export interface ExtensionParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly versions: PublishedVersions;
  readonly carryOut: CarryOutRun;
  /** A grant of the platform itself for public data, without a customer. */
  readonly publicGrant: () => Promise<PublicGrant>;
}

/**
 * Plugins at the platform's own extension points. Members of staff choose the version; it is run like any other (budget,
 * log, input by an operation of the pipeline, engine, schema, receipt, circuit breaker), under a grant that opens public data alone: there is
 * no customer behind it.
 */
export class RunExtension {
  readonly #parts: ExtensionParts;

  constructor(parts: ExtensionParts) {
    this.#parts = parts;
  }

  /** @throws PublicError PLUGIN_NOT_FOUND when the version is not released or has no such tool, PLUGIN_REASON_MISSING */
  async choose(choice: {
    target: ExtensionTarget;
    versionId: string;
    personId: string;
    reason: string;
  }): Promise<void> {
    const { pool, clock, versions } = this.#parts;
    const reason = reasonOf(choice.reason);
    const version = await versions.load(choice.versionId);
    if (!toolFor(version, choice.target) || !(await this.#runs(version.id))) throw pluginError('PLUGIN_NOT_FOUND');
    const at = clock.now();
    const { target, versionId, personId } = choice;
    await inTransaction(pool, async (client) => {
      await client.query(
        `INSERT INTO plugin_extension (target, version_id, chosen_by, reason, chosen_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (target) DO UPDATE SET version_id = EXCLUDED.version_id, chosen_by = EXCLUDED.chosen_by, reason = EXCLUDED.reason, chosen_at = EXCLUDED.chosen_at`,
        [target, versionId, personId, reason, new Date(at)],
      );
      const data = { target, by: personId };
      await recordEvents(client, [{ type: 'plugin.extension_chosen', subjectId: versionId, data, at }]);
    });
  }

  /** @returns the result, or `undefined` where no plugin stands or it gave none: the platform then goes on without */
  async run(target: ExtensionTarget, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    const version = await this.#chosen(target);
    const tool = version && toolFor(version, target);
    if (!version || !tool) return undefined;
    const { clock, carryOut, publicGrant } = this.#parts;
    const { id: grantId, appId } = await publicGrant();
    const run: BegunRun = {
      id: newId(),
      installation: undefined,
      version,
      tool,
      appId,
      grantId,
      operationId: undefined,
      inputOperationId: newId(),
      asOf: clock.now(),
    };
    try {
      return (await carryOut.make(run, args, budgetOf(version, { appId, customerId: null })))?.result;
    } catch (error) {
      if (error instanceof PublicError) return undefined; // it stands in the log with its reason
      throw error;
    }
  }

  async #chosen(target: ExtensionTarget): Promise<PublishedVersion | undefined> {
    const { rows } = await this.#parts.pool.query<{ id: string }>(
      `SELECT e.version_id AS id FROM plugin_extension e JOIN plugin_release r ON r.version_id = e.version_id
       WHERE e.target = $1 AND r.status = ANY ($2)`,
      [target, RUNS],
    );
    const [row] = rows;
    return row && this.#parts.versions.load(row.id);
  }

  async #runs(versionId: string): Promise<boolean> {
    const { rowCount } = await this.#parts.pool.query(
      'SELECT 1 FROM plugin_release WHERE version_id = $1 AND status = ANY ($2)',
      [versionId, RUNS],
    );
    return rowCount === 1;
  }
}

function toolFor({ inspected }: PublishedVersion, target: ExtensionTarget): InspectedTool | undefined {
  return inspected.tools.find(({ manifest }) => manifest.target === target);
}
