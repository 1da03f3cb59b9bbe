import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { Decimal } from '../../kernel/decimal.js';
import { PublicError } from '../../kernel/errors.js';
import type { Outcome, Reservation } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import type { BreakCircuit } from '../registry/break-circuit.js';
import { variablesOf } from '../registry/checks/cost-check.js';
import type { PluginSchema } from '../registry/plugin-schema.js';
import type { RegistryKey } from '../registry/registry-key.js';
import { RUNS } from '../registry/release.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import { runnerError } from '../runner/runner.errors.js';
import { meterUsage } from '../usage/meter-usage.js';
import { faultOf, placeOf } from './fault-of.js';
import { fuelPoints } from './fuel-budget.js';
import type { ToolOutcome } from './invoke-tool.js';
import { type BegunRun, endRun, keepData, keepProposals, type RunEnd } from './run-log.js';
import { signReceipt } from './run-receipt.js';

export interface CarryOutParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly schema: PluginSchema;
  readonly key: RegistryKey;
  readonly circuit: BreakCircuit;
  /** Fraction of a charge that the platform keeps, before the cap. */
  readonly shareRate: Decimal;
}

export interface CarriedRun {
  readonly run: BegunRun;
  /** Fits the tool's result schema. */
  readonly result: unknown;
  readonly receipt: string;
  readonly fuelUsed: number;
  readonly proposalIds: readonly string[];
}

type Fuel = Extract<Reservation, { granted: true }>;
type Succeeded = Extract<ToolOutcome, { ok: true }>;
type Unfinished = Pick<RunEnd, 'costPoints' | 'durationMs'> & Partial<RunEnd>;

/**
 * From a begun run to its result: the input by one operation through the pipeline, the tool in the runner, then receipt, usage,
 * proposals and result in one transaction that asks once more whether the installation and the version still stand.
 */
export class CarryOutRun {
  readonly #parts: CarryOutParts;

  constructor(parts: CarryOutParts) {
    this.#parts = parts;
  }

  /** @throws PublicError of the pipeline, PLUGIN_INPUT_FAILED, PLUGIN_RUN_REFUSED, RUNNER_UNAVAILABLE, PLUGIN_WITHDRAWN */
  async carryOut(run: BegunRun, args: Readonly<Record<string, unknown>>, fuel: Fuel): Promise<CarriedRun> {
    const { schema } = this.#parts;
    const read = await this.#read(run, args);
    const input = { args, data: JSON.parse(read.json ?? 'null') as unknown, asOf: new Date(run.asOf).toISOString() };
    const outcome = await schema.invokeTool({ version: run.version.runnable, tool: run.tool.manifest.name, input });
    const points = fuelPoints(outcome.fuelUsed);
    await fuel.settle(points);
    const measured = { costPoints: read.cost.actual, fuelUsed: outcome.fuelUsed, fuelPoints: points };
    if (!outcome.ok) return this.#failed(run, outcome, { ...measured, durationMs: this.#since(run) });
    return this.#succeeded(run, { outcome, input: JSON.stringify(input), measured });
  }

  async #read(run: BegunRun, args: Readonly<Record<string, unknown>>) {
    const { manifest, querySource, query } = run.tool;
    const beyond = query.fields.find((field) => !run.installation.fields.includes(field));
    if (beyond !== undefined) throw await this.#refused(run, pluginError('PLUGIN_CONSENT_STALE'));
    const outcome: Outcome = await this.#parts.schema
      .runDocument({
        id: run.inputOperationId,
        source: querySource,
        variables: variablesOf(manifest.variablesFromArgs, args),
        grantId: run.grantId,
        installationId: run.installation.id,
        cause: { kind: 'PLUGIN', id: run.operationId, actorId: run.version.id },
      })
      .catch(async (error: unknown) => {
        throw error instanceof PublicError ? await this.#refused(run, error) : error;
      });
    if (outcome.kind === 'refused') throw await this.#refused(run, outcome.error);
    const [error] = outcome.errors;
    if (error)
      throw await this.#refused(run, pluginError('PLUGIN_INPUT_FAILED', { params: { reason: error.message } }));
    return outcome;
  }

  /** A refused input is nobody's failure: the run ends and the caller learns what the pipeline said. */
  async #refused(run: BegunRun, error: PublicError): Promise<PublicError> {
    const fault = 'CALLER';
    await endRun(
      this.#parts.pool,
      run.id,
      unfinished('REFUSED', { code: error.code, fault, costPoints: 0, durationMs: this.#since(run) }),
    );
    return error;
  }

  async #failed(
    run: BegunRun,
    { code, message }: Extract<ToolOutcome, { ok: false }>,
    measured: Unfinished,
  ): Promise<never> {
    const { pool, circuit } = this.#parts;
    const fault = faultOf(code);
    await endRun(pool, run.id, unfinished('FAILED', { ...measured, code, fault, place: placeOf(message) }));
    if (fault === 'PLUGIN') await circuit.afterFailure(run.version.id);
    if (fault === 'PLATFORM') throw runnerError('RUNNER_UNAVAILABLE');
    throw runnerError('PLUGIN_RUN_REFUSED', { params: { reason: code }, extensions: { reason: code } });
  }

  async #succeeded(
    run: BegunRun,
    done: {
      readonly outcome: Succeeded;
      readonly input: string;
      readonly measured: Pick<RunEnd, 'costPoints' | 'fuelUsed' | 'fuelPoints'>;
    },
  ): Promise<CarriedRun> {
    const { pool, key, shareRate } = this.#parts;
    const { outcome, input, measured } = done;
    const { result, inputHash, outputHash, fuelUsed, proposals, output } = outcome;
    const receipt = await signReceipt(receiptOf(run, outcome), key);
    const ended: RunEnd = {
      ...measured,
      inputHash,
      outputHash,
      receipt,
      status: 'SUCCEEDED',
      code: null,
      fault: null,
      place: null,
      durationMs: this.#since(run),
    };
    const proposalIds = await inTransaction(pool, async (client) => {
      await insistOnStanding(client, run);
      await endRun(client, run.id, ended);
      await keepData(client, run, input, output);
      await meterUsage(client, { ...usageOf(run), shareRate });
      return keepProposals(client, run, proposals);
    }).catch(async (error: unknown) => {
      throw error instanceof PublicError ? await this.#refused(run, error) : error;
    });
    return { run, result, receipt, fuelUsed, proposalIds };
  }

  #since({ asOf }: BegunRun): number {
    return Math.max(0, this.#parts.clock.now() - asOf);
  }
}

function unfinished(status: 'FAILED' | 'REFUSED', known: Unfinished): RunEnd {
  const nothing = {
    code: null,
    fault: null,
    place: null,
    fuelUsed: null,
    fuelPoints: null,
    inputHash: null,
    outputHash: null,
    receipt: null,
  };
  return { ...nothing, ...known, status };
}

function receiptOf({ id, version, tool, asOf }: BegunRun, { inputHash, outputHash, fuelUsed }: Succeeded) {
  return {
    receipt: 1,
    runId: id,
    plugin: version.name,
    version: version.version,
    packageHash: version.packageHash,
    bundleHash: version.bundleHash,
    engine: ENGINE_DIGEST,
    tool: tool.manifest.name,
    asOf: new Date(asOf).toISOString(),
    inputHash,
    outputHash,
    fuel: fuelUsed,
  } as const;
}

function usageOf({ id, installation, version, tool, asOf }: BegunRun) {
  return {
    runId: id,
    customerId: installation.customerId,
    publisherId: version.publisherId,
    pluginId: version.pluginId,
    versionId: version.id,
    tool: tool.manifest.name,
    price: installation.price,
    freeRuns: version.freeRuns,
    at: asOf,
  };
}

/**
 * No result leaves after the end of its installation or version: both rows are held until the commit.
 *
 * @throws PublicError PLUGIN_WITHDRAWN
 */
async function insistOnStanding(client: pg.PoolClient, { installation, version }: BegunRun): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM plugin_installation i, plugin_release r
     WHERE i.id = $1 AND i.ended_at IS NULL AND r.version_id = $2 AND r.status = ANY ($3) FOR SHARE`,
    [installation.id, version.id, RUNS],
  );
  if (rowCount === 0)
    throw pluginError('PLUGIN_WITHDRAWN', {
      params: { name: version.name, version: version.version, status: 'it ended during the run' },
    });
}
