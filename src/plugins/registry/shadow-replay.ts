import type pg from 'pg';
import type { InvokeTool } from '../invocation/invoke-tool.js';
import type { ToolInput } from '../package/read-fixture.js';
import { declaredNames } from './declared-names.js';
import { type DriftReport, DriftTally } from './drift.js';
import type { PublishedVersion } from './published-versions.js';

const INPUTS_PER_TOOL = 200;

export interface ShadowReplay {
  readonly pool: pg.Pool;
  readonly invokeTool: InvokeTool;
  /** Whose runs are replayed. */
  readonly before: PublishedVersion;
  readonly after: PublishedVersion;
}

/**
 * Gives the inputs of the latest real runs of one version to another one and compares the results. Nobody is charged, nothing
 * is stored but differences. Where the input document changed, the former input is what there is: a tool that needs more says so as a refusal.
 */
export async function shadowReplay({ pool, invokeTool, before, after }: ShadowReplay): Promise<readonly DriftReport[]> {
  const reports: DriftReport[] = [];
  for (const { manifest, resultSchema } of after.inspected.tools) {
    const former = before.inspected.tools.find((tool) => tool.manifest.name === manifest.name);
    if (!former) continue;
    const tally = new DriftTally(manifest.name, declaredNames(former.resultSchema, resultSchema));
    for (const { input, output } of await latestRuns(pool, before.id, manifest.name)) {
      const parsed = JSON.parse(input) as ToolInput;
      const outcome = await invokeTool({ version: after.runnable, tool: manifest.name, input: parsed });
      if (outcome.ok) tally.add(JSON.parse(output), outcome.result);
      else tally.addRefusal(outcome.code);
    }
    reports.push(tally.report());
  }
  return reports;
}

async function latestRuns(pool: pg.Pool, versionId: string, tool: string) {
  const { rows } = await pool.query<{ input: string; output: string }>(
    `SELECT d.input, d.output FROM plugin_run r JOIN plugin_run_data d ON d.run_id = r.id
     WHERE r.version_id = $1 AND r.tool = $2 AND r.status = 'SUCCEEDED' ORDER BY r.started_at DESC LIMIT ${INPUTS_PER_TOOL}`,
    [versionId, tool],
  );
  return rows;
}
