import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { InspectedTool } from '../package/inspect-package.js';
import type { ToolInput } from '../package/read-fixture.js';
import { pluginError } from '../plugins.errors.js';
import { variablesOf } from '../registry/checks/cost-check.js';
import type { PluginSchema } from '../registry/plugin-schema.js';
import type { PublishedVersion, PublishedVersions } from '../registry/published-versions.js';
import { reasonOf } from '../registry/reason.js';
import type { RegistryKey } from '../registry/registry-key.js';
import { RUNS } from '../registry/release.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import { signReceipt } from './run-receipt.js';

export type ExtensionTarget = 'ticket.respond' | 'campaign.content';

export interface ExtensionParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly schema: PluginSchema;
  readonly versions: PublishedVersions;
  readonly key: RegistryKey;
  /** A grant of the platform itself for public data, without a customer. */
  readonly publicGrant: () => Promise<string>;
}

/**
 * Plugins at the platform's own extension points. Members of staff choose the version; it is run like any other (input by an operation
 * of the pipeline, engine, schema, receipt), under a grant that opens public data alone: there is no customer behind it.
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
    await pool.query(
      `INSERT INTO plugin_extension (target, version_id, chosen_by, reason, chosen_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (target) DO UPDATE SET version_id = EXCLUDED.version_id, chosen_by = EXCLUDED.chosen_by, reason = EXCLUDED.reason, chosen_at = EXCLUDED.chosen_at`,
      [choice.target, choice.versionId, choice.personId, reason, new Date(clock.now())],
    );
  }

  /** @returns the result, or `undefined` where no plugin stands or it gave none: the platform then goes on without */
  async run(target: ExtensionTarget, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    const version = await this.#chosen(target);
    const tool = version && toolFor(version, target);
    if (!version || !tool) return undefined;
    const { schema, clock } = this.#parts;
    const asOf = new Date(clock.now()).toISOString();
    const inputOperationId = newId();
    const data = await this.#read(tool, args, inputOperationId);
    if (data === undefined) return undefined;
    const input: ToolInput = { args, data, asOf };
    const outcome = await schema.invokeTool({ version: version.runnable, tool: tool.manifest.name, input });
    await this.#record({ target, version, tool, asOf, inputOperationId }, outcome);
    return outcome.ok ? outcome.result : undefined;
  }

  async #read(tool: InspectedTool, args: Readonly<Record<string, unknown>>, id: string): Promise<unknown> {
    const { schema, publicGrant } = this.#parts;
    const variables = variablesOf(tool.manifest.variablesFromArgs, args);
    const cause = { kind: 'PLUGIN' } as const;
    const grantId = await publicGrant();
    const outcome = await schema.runDocument({ id, source: tool.querySource, variables, grantId, cause });
    if (outcome.kind === 'refused') throw outcome.error;
    return outcome.errors.length > 0 ? undefined : (JSON.parse(outcome.json ?? 'null') as unknown);
  }

  async #record(
    run: {
      readonly target: ExtensionTarget;
      readonly version: PublishedVersion;
      readonly tool: InspectedTool;
      readonly asOf: string;
      readonly inputOperationId: string;
    },
    outcome: Awaited<ReturnType<PluginSchema['invokeTool']>>,
  ): Promise<void> {
    const { target, version, tool, asOf, inputOperationId } = run;
    const id = newId();
    const proved = {
      receipt: 1,
      runId: id,
      plugin: version.name,
      version: version.version,
      packageHash: version.packageHash,
    } as const;
    const where = { bundleHash: version.bundleHash, engine: ENGINE_DIGEST, tool: tool.manifest.name, asOf } as const;
    const receipt = outcome.ok
      ? await signReceipt(
          { ...proved, ...where, inputHash: outcome.inputHash, outputHash: outcome.outputHash, fuel: outcome.fuelUsed },
          this.#parts.key,
        )
      : null;
    await this.#parts.pool.query(
      `INSERT INTO plugin_extension_run (id, target, version_id, input_operation_id, code, fuel_used, receipt, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, target, version.id, inputOperationId, outcome.ok ? null : outcome.code, outcome.fuelUsed, receipt, asOf],
    );
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
