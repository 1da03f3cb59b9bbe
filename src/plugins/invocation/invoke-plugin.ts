import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import type { Grant, MeterKey } from '../../operation/index.js';
import { findInstallation, type Installation } from '../installation/find-installation.js';
import type { ResolveVersion } from '../installation/resolve-version.js';
import type { InspectedTool } from '../package/inspect-package.js';
import { checkJson } from '../package/json-schema.js';
import type { PluginTarget } from '../package/manifest.js';
import { pluginError } from '../plugins.errors.js';
import type { PublishedVersion } from '../registry/published-versions.js';
import { inRange, parseSemver } from '../registry/semver.js';
import type { CarriedRun, CarryOutRun } from './carry-out-run.js';
import { forgetOldRequest, formerRun, requestOf } from './repeated-run.js';
import type { BegunRun } from './run-log.js';

export interface Invocation {
  /** The caller's. */
  readonly grant: Grant;
  /** The operation that called: the run and all that follows of it are its children. */
  readonly operationId: string;
  /** `@publisher/name`. */
  readonly plugin: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly target: PluginTarget;
  /** Versions that the caller understands, as `^1.2.0`. */
  readonly range?: string | undefined;
  /** Idempotency key: the run is made once for it. */
  readonly key?: string | null | undefined;
}

export interface InvokePluginParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly resolve: ResolveVersion;
  readonly carryOut: CarryOutRun;
  /** Where a customer installs a plugin. */
  readonly installUrl: (plugin: string) => string;
}

/**
 * One call of a plugin by an app or a page: installation, version and tool are found; from there on the way is that of every run.
 */
export class InvokePlugin {
  readonly #parts: InvokePluginParts;

  constructor(parts: InvokePluginParts) {
    this.#parts = parts;
  }

  /**
   * @throws PublicError PLUGIN_NEEDS_CUSTOMER, PLUGIN_NOT_INSTALLED, PLUGIN_WITHDRAWN, PLUGIN_VERSION_UNMATCHED,
   *   PLUGIN_TOOL_UNKNOWN, PLUGIN_ARGUMENTS_INVALID, PLUGIN_BUDGET_EXCEEDED, PLUGIN_RUN_REFUSED, and whatever refuses the input
   */
  async invoke(invocation: Invocation): Promise<CarriedRun> {
    const { pool, clock, carryOut } = this.#parts;
    const installation = await this.#installation(invocation);
    const version = await this.#version(installation, invocation);
    const tool = toolOf(version, invocation);
    const run: BegunRun = {
      id: newId(),
      installation,
      version,
      tool,
      appId: invocation.grant.appId,
      grantId: invocation.grant.id,
      operationId: invocation.operationId,
      inputOperationId: newId(),
      asOf: clock.now(),
      request: requestOf(invocation),
    };
    if (run.request) await forgetOldRequest(pool, run.request.key, run.asOf);
    const carried = await carryOut.make(run, invocation.args, budgetOf(version, invocation.grant));
    return carried ?? this.#repeated(run);
  }

  async #repeated(run: BegunRun): Promise<CarriedRun> {
    if (!run.request) throw new Error('A run without a key can not have been begun before');
    const { id, output, receipt, fuelUsed } = await formerRun(this.#parts.pool, run.request);
    return { run: { ...run, id }, result: JSON.parse(output) as unknown, receipt, fuelUsed, proposalIds: [] };
  }

  async #installation({ grant, plugin }: Invocation): Promise<Installation> {
    const { pool, clock, installUrl } = this.#parts;
    if (grant.customerId === null) throw pluginError('PLUGIN_NEEDS_CUSTOMER');
    const found = await findInstallation(pool, grant.customerId, plugin, clock.now());
    if (found) return found;
    const name = plugin.slice(0, 120);
    const url = installUrl(name);
    throw pluginError('PLUGIN_NOT_INSTALLED', { params: { name, url }, extensions: { installUrl: url } });
  }

  async #version(installation: Installation, { range }: Invocation): Promise<PublishedVersion> {
    const version = await this.#parts.resolve.resolve(installation);
    if (range === undefined || inRange(parseSemver(version.version), range)) return version;
    const { name, version: number } = version;
    throw pluginError('PLUGIN_VERSION_UNMATCHED', { params: { name, version: number, range: range.slice(0, 40) } });
  }
}

/** A tool for another target is not there: an extension point's answer is no customer's to ask for. */
function toolOf(
  { name, version, inspected }: PublishedVersion,
  { tool: wanted, target, args }: Invocation,
): InspectedTool {
  const tool = inspected.tools.find(
    ({ manifest }) => manifest.name === wanted && (manifest.target ?? 'tool') === target,
  );
  if (!tool) throw pluginError('PLUGIN_TOOL_UNKNOWN', { params: { name, version, tool: wanted.slice(0, 64) } });
  const [mismatch] = checkJson(tool.argsSchema, args);
  if (mismatch)
    throw pluginError('PLUGIN_ARGUMENTS_INVALID', {
      params: { reason: `${mismatch.pointer} ${mismatch.reason}.`.trim() },
    });
  return tool;
}

/** Whose budget takes the fuel. */
export function budgetOf(
  { payer, publisherId }: PublishedVersion,
  { appId, customerId }: Pick<Grant, 'appId' | 'customerId'>,
): MeterKey {
  return payer === 'PUBLISHER' ? { appId: publisherId, customerId: null } : { appId, customerId };
}
