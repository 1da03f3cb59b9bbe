import type pg from 'pg';
import { describeProblem } from '../package/problem.js';
import { testPackage } from '../tools/test-project.js';
import { tooDear } from './checks/cost-check.js';
import type { PluginSchema } from './plugin-schema.js';
import type { PublishedVersions } from './published-versions.js';
import type { ReleaseStatus } from './release.js';

export interface RegistryCheckParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly schema: Pick<PluginSchema, 'invokeTool'>;
  readonly versions: PublishedVersions;
  /** Points that one input may cost. */
  readonly costMax: number;
}

export interface CheckedVersion {
  /** `@publisher/name 1.2.3`. */
  readonly version: string;
  readonly fixtures: number;
  /** Empty when a release of this schema and engine breaks nothing of it. */
  readonly problems: readonly string[];
}

const MATTER: readonly ReleaseStatus[] = ['IN_REVIEW', 'APPROVED', 'STAGED', 'LISTED', 'SUSPENDED', 'DEPRECATED'];

/**
 * Holds every published version against the schema and the engine of this code: its documents must be valid and within its scopes,
 * its fixtures must give their results for their fuel, its inputs must be within a budget. To be run before a release that changes either.
 */
export class CheckRegistry {
  readonly #parts: RegistryCheckParts;

  constructor(parts: RegistryCheckParts) {
    this.#parts = parts;
  }

  async *check(): AsyncGenerator<CheckedVersion> {
    const { rows } = await this.#parts.pool.query<{ id: string }>(
      `SELECT v.id FROM plugin_version v JOIN plugin p ON p.id = v.plugin_id JOIN plugin_release r ON r.version_id = v.id
       WHERE r.status = ANY ($1) ORDER BY p.name, v.semver`,
      [MATTER],
    );
    for (const { id } of rows) yield await this.#checkOne(id);
  }

  async #checkOne(id: string): Promise<CheckedVersion> {
    const judged = await this.#parts.versions.judge(id);
    const version = `${judged.name} ${judged.version}`;
    if ('problems' in judged) return { version, fixtures: 0, problems: judged.problems.map(describeProblem) };
    const outcomes = await testPackage(judged.inspected, this.#parts.schema.invokeTool);
    const problems = outcomes.flatMap((outcome) => outcome.problems).map(describeProblem);
    const dear = tooDear(judged.inspected, this.#parts.costMax);
    return { version, fixtures: outcomes.length, problems: dear === undefined ? problems : [dear, ...problems] };
  }
}
