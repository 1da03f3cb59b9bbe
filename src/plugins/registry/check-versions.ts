import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import type { InvokeTool } from '../invocation/invoke-tool.js';
import { runnerError } from '../runner/runner.errors.js';
import { changeRelease } from './change-release.js';
import { type CheckOutcome, type CheckTools, type ReviewCopy, VERSION_CHECKS } from './checks/index.js';
import type { PluginSchema } from './plugin-schema.js';
import type { PublishedVersion, PublishedVersions } from './published-versions.js';
import type { ReleaseRules } from './release.js';

export interface CheckVersionsParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly rules: ReleaseRules;
  readonly schema: PluginSchema;
  readonly versions: PublishedVersions;
  readonly reviewCopy: ReviewCopy;
  readonly costMax: number;
}

interface NamedOutcome extends CheckOutcome {
  readonly name: string;
}

/** Takes submitted versions through the automated checks, one at a time, in any number of processes. */
export class CheckVersions {
  readonly #parts: CheckVersionsParts;

  constructor(parts: CheckVersionsParts) {
    this.#parts = parts;
  }

  /** Checks all that is due. @returns how many versions */
  async step(): Promise<number> {
    let checked = 0;
    for (let next = await this.#claim(); next !== undefined; next = await this.#claim()) {
      await this.#check(next);
      checked += 1;
    }
    return checked;
  }

  /** A version under check that is due again was left behind by a process that ended. */
  #claim(): Promise<string | undefined> {
    const { pool, clock, rules } = this.#parts;
    return inTransaction(pool, async (client) => {
      const at = clock.now();
      const { rows } = await client.query<{ version_id: string; status: string }>(
        `SELECT version_id, status FROM plugin_release WHERE status IN ('SUBMITTED', 'CHECKING') AND due_at <= $1
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [new Date(at)],
      );
      const [found] = rows;
      if (!found) return undefined;
      const dueAt = at + rules.checksMs;
      if (found.status === 'CHECKING')
        await client.query('UPDATE plugin_release SET due_at = $2 WHERE version_id = $1', [
          found.version_id,
          new Date(dueAt),
        ]);
      else
        await changeRelease(client, found.version_id, {
          to: 'CHECKING',
          reason: 'The automated checks run.',
          at,
          by: { kind: 'PLATFORM' },
          dueAt,
        });
      return found.version_id;
    });
  }

  async #check(versionId: string): Promise<void> {
    const version = await this.#parts.versions.load(versionId);
    const outcomes = await this.#outcomes(version);
    const { pool, clock, rules } = this.#parts;
    const at = clock.now();
    await inTransaction(pool, async (client) => {
      if (!(await stillChecking(client, versionId))) return; // withdrawn meanwhile
      await client.query('DELETE FROM plugin_check WHERE version_id = $1', [versionId]);
      for (const [position, outcome] of outcomes.entries()) await insertOutcome(client, version, position, outcome, at);
      const failed = outcomes.filter(({ passed }) => !passed);
      const reason = failed.map(({ name, summary }) => `${name}: ${summary}`).join(' ');
      const by = { kind: 'PLATFORM' } as const;
      await changeRelease(
        client,
        versionId,
        failed.length > 0
          ? { to: 'REJECTED', reason, at, by }
          : { to: 'IN_REVIEW', reason: 'All automated checks passed.', at, by, dueAt: at + rules.reviewMs },
      );
    });
  }

  /** Stops at the first that fails: what follows is dearer and would say the same in other words. */
  async #outcomes(version: PublishedVersion): Promise<readonly NamedOutcome[]> {
    const { pool, schema, versions, reviewCopy, costMax } = this.#parts;
    const tools: CheckTools = {
      pool,
      versions,
      reviewCopy,
      costMax,
      invokeTool: orThrow(schema.invokeTool),
      schema: schema.schema,
    };
    const outcomes: NamedOutcome[] = [];
    for (const { name, run } of VERSION_CHECKS) {
      const outcome = await run(version, tools);
      outcomes.push({ name, ...outcome });
      if (!outcome.passed) break;
    }
    return outcomes;
  }
}

/** A runner that is away is no fault of the version: its checks begin anew when they are due again. */
function orThrow(invokeTool: InvokeTool): InvokeTool {
  return async (request) => {
    const outcome = await invokeTool(request);
    if (!outcome.ok && outcome.code.startsWith('RUNNER_')) throw runnerError('RUNNER_UNAVAILABLE');
    return outcome;
  };
}

async function stillChecking(client: pg.PoolClient, versionId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM plugin_release WHERE version_id = $1 AND status = 'CHECKING' FOR UPDATE",
    [versionId],
  );
  return rowCount === 1;
}

async function insertOutcome(
  client: pg.PoolClient,
  { id, publisherId }: PublishedVersion,
  position: number,
  { name, passed, summary, details }: NamedOutcome,
  at: number,
): Promise<void> {
  await client.query(
    `INSERT INTO plugin_check (id, version_id, publisher_id, position, name, passed, summary, details, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [newId(), id, publisherId, position, name, passed, summary, JSON.stringify(details), new Date(at)],
  );
}
