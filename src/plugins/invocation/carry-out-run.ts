import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { Decimal } from '../../kernel/decimal.js';
import { PublicError } from '../../kernel/errors.js';
import type { MeterKey, Outcome, Reservation } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import type { BreakCircuit } from '../registry/break-circuit.js';
import { variablesOf } from '../registry/checks/cost-check.js';
import type { PluginSchema } from '../registry/plugin-schema.js';
import type { RegistryKey } from '../registry/registry-key.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import { runnerError } from '../runner/runner.errors.js';
import { meterUsage } from '../usage/meter-usage.js';
import { faultOf, placeOf } from './fault-of.js';
import { fuelPoints, reserveFuel } from './fuel-budget.js';
import { insistOnStanding } from './insist-on-standing.js';
import type { ToolOutcome } from './invoke-tool.js';
import {
  type BegunRun,
  type CustomersRun,
  endRun,
  insertRun,
  keepData,
  keepProposals,
  type RunEnd,
} from './run-log.js';
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

  /**
   * The one way to a run, for customers' calls and for extension points: the budget is asked, the run stands in the log, then it
   * is carried out.
   *
   * @returns `undefined` when a run with the same request stands already
   * @throws PublicError PLUGIN_BUDGET_EXCEEDED, of the pipeline, PLUGIN_INPUT_FAILED, PLUGIN_RUN_REFUSED, RUNNER_UNAVAILABLE, PLUGIN_WITHDRAWN
   */
  async make(
    run: BegunRun,
    args: Readonly<Record<string, unknown>>,
    budget: MeterKey,
  ): Promise<CarriedRun | undefined> {
    const { pool, schema } = this.#parts;
    const fuel = await reserveFuel(schema.meter, budget, run.tool.manifest.fuel);
    try {
      return (await insertRun(pool, run)) ? await this.#carryOut(run, args, fuel) : undefined;
    } finally {
      await fuel.settle(0); // what was carried out has settled itself; a second settlement changes nothing
    }
  }

  async #carryOut(run: BegunRun, args: Readonly<Record<string, unknown>>, fuel: Fuel): Promise<CarriedRun> {
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
    const { installation, operationId } = run;
    const beyond = installation && query.fields.find((field) => !installation.fields.includes(field));
    if (beyond !== undefined) throw await this.#refused(run, pluginError('PLUGIN_CONSENT_STALE'));
    const outcome: Outcome = await this.#parts.schema
      .runDocument({
        id: run.inputOperationId,
        source: querySource,
        variables: variablesOf(manifest.variablesFromArgs, args),
        grantId: run.grantId,
        ...(installation && { installationId: installation.id }),
        cause: { kind: 'PLUGIN', ...(operationId !== undefined && { id: operationId }), actorId: run.version.id },
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
    const place = placeOf(message, run.version.runnable.bundle.source);
    await endRun(pool, run.id, unfinished('FAILED', { ...measured, code, fault, place }));
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
      if (!isCustomers(run)) return []; // nobody's data to keep, nobody to charge, nobody to confirm
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

function isCustomers(run: BegunRun): run is CustomersRun {
  return run.installation !== undefined;
}

function usageOf({ id, installation, version, tool, asOf }: CustomersRun) {
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
