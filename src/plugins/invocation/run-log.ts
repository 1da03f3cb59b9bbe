import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import { hashOf } from '../../operation/index.js';
import type { Installation } from '../installation/find-installation.js';
import type { InspectedTool } from '../package/inspect-package.js';
import type { PublishedVersion } from '../registry/published-versions.js';
import type { Fault } from './fault-of.js';
import type { Proposal } from './invoke-tool.js';

/** A run that has begun: it stands in the log before anything is read for it. */
export interface BegunRun {
  readonly id: string;
  /** Whose; none at an extension point: there is no customer behind it. */
  readonly installation: Installation | undefined;
  readonly version: PublishedVersion;
  readonly tool: InspectedTool;
  readonly appId: string;
  readonly grantId: string;
  /** The call, root of the audit tree; none at an extension point. */
  readonly operationId: string | undefined;
  readonly inputOperationId: string;
  /** Epoch ms. */
  readonly asOf: number;
  /** Set where the caller may repeat the call: digests of key and input. */
  readonly request?: { readonly key: string; readonly hash: string } | undefined;
}

/** @returns false when a run with the same request stands already */
export async function insertRun(pool: pg.Pool, run: BegunRun): Promise<boolean> {
  const { installation, version, tool, asOf, request } = run;
  const { rowCount } = await pool.query(
    `INSERT INTO plugin_run (id, customer_id, installation_id, plugin_id, version_id, app_id, grant_id, operation_id, input_operation_id, tool, target,
       status, as_of, started_at, request_key, request_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'RUNNING', $12, $12, $13, $14) ON CONFLICT (request_key) DO NOTHING`,
    [
      run.id,
      installation?.customerId ?? null,
      installation?.id ?? null,
      version.pluginId,
      version.id,
      run.appId,
      run.grantId,
      run.operationId ?? null,
      run.inputOperationId,
      tool.manifest.name,
      tool.manifest.target ?? 'tool',
      new Date(asOf),
      request?.key ?? null,
      request?.hash ?? null,
    ],
  );
  return rowCount === 1;
}

/** Figures that a run ends with; what it never came to stays null. */
export interface RunEnd {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'REFUSED';
  readonly code: string | null;
  readonly fault: Fault | null;
  readonly place: string | null;
  readonly durationMs: number;
  readonly fuelUsed: number | null;
  readonly costPoints: number | null;
  readonly fuelPoints: number | null;
  readonly inputHash: string | null;
  readonly outputHash: string | null;
  readonly receipt: string | null;
}

export async function endRun(client: Pick<pg.Pool, 'query'>, runId: string, end: RunEnd): Promise<void> {
  await client.query(
    `UPDATE plugin_run SET status = $2, code = $3, at_fault = $4, place = $5, duration_ms = $6, fuel_used = $7, cost_points = $8,
       fuel_points = $9, input_hash = $10, output_hash = $11, receipt = $12 WHERE id = $1`,
    [
      runId,
      end.status,
      end.code,
      end.fault,
      end.place,
      Math.round(end.durationMs),
      end.fuelUsed,
      end.costPoints,
      end.fuelPoints,
      end.inputHash,
      end.outputHash,
      end.receipt,
    ],
  );
}

const KEPT_MS = 90 * 86_400_000;

/** A run for a customer. */
export interface CustomersRun extends BegunRun {
  readonly installation: Installation;
}

/** The texts that the receipt's hashes are of. */
export async function keepData(client: pg.PoolClient, run: CustomersRun, input: string, output: string): Promise<void> {
  await client.query(
    'INSERT INTO plugin_run_data (run_id, customer_id, input, output, kept_until) VALUES ($1, $2, $3, $4, $5)',
    [run.id, run.installation.customerId, input, output, new Date(run.asOf + KEPT_MS)],
  );
}

const PROPOSAL_MS = 7 * 86_400_000;

/** @returns their ids, in order */
export async function keepProposals(
  client: pg.PoolClient,
  run: CustomersRun,
  proposals: readonly Proposal[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [position, { document, variables, reason }] of proposals.entries()) {
    const source = run.tool.proposals.get(document)?.source;
    if (source === undefined)
      throw new Error('A proposal passed the check with a document that the tool does not have');
    const id = newId();
    await client.query(
      `INSERT INTO plugin_proposal (id, customer_id, run_id, position, document_hash, variables, reason, status, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'PENDING', $8)`,
      [
        id,
        run.installation.customerId,
        run.id,
        position,
        hashOf(source),
        JSON.stringify(variables),
        reason,
        new Date(run.asOf + PROPOSAL_MS),
      ],
    );
    ids.push(id);
  }
  return ids;
}
