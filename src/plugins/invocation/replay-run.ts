import type pg from 'pg';
import { BUNDLE_PATH } from '../package/check-code.js';
import type { PluginManifest } from '../package/manifest.js';
import { asPublished } from '../package/sign-package.js';
import { readTar, writeTar } from '../package/tar.js';
import { digestOf } from '../runner/digest-of.js';
import { ENGINE_DIGEST } from '../runner/engine-digest.js';
import type { RunTool } from '../runner/protocol.js';
import { RUN_LIMITS } from '../runner/run-limits.js';
import type { RunReceipt } from './run-receipt.js';

/** What a run needs to be made again: the package and the exact input text. */
export interface ReplayMaterial {
  readonly tar: Uint8Array;
  readonly input: string;
}

export interface ReplayLine {
  readonly what: 'engine' | 'package' | 'bundle' | 'input' | 'output' | 'fuel';
  readonly receipt: string;
  readonly replay: string;
  readonly same: boolean;
}

/**
 * Makes a run again from its receipt: the same package in the same engine with the same input text and clock must give the same
 * output text, bit for bit, for the same fuel.
 *
 * @returns one line for each thing that the receipt names; a run that gives nothing has its code as output
 */
export async function replayRun(
  receipt: RunReceipt,
  { tar, input }: ReplayMaterial,
  runTool: RunTool,
): Promise<readonly ReplayLine[]> {
  const files = readTar(tar);
  const text = (path: string) => (files.ok ? new TextDecoder().decode(files.value.get(path)) : '');
  const source = text(BUNDLE_PATH);
  const manifest = JSON.parse(text('manifest.json') || '{"tools":[]}') as Pick<PluginManifest, 'tools'>;
  const tool = manifest.tools.find(({ name }) => name === receipt.tool);
  const run = await runTool({
    bundle: { digest: digestOf(source), source },
    tool: receipt.tool,
    input,
    fuel: tool?.fuel ?? RUN_LIMITS.fuelDefault,
    asOfMs: Date.parse(receipt.asOf),
    outputBytesMax: RUN_LIMITS.outputBytes,
  });
  return [
    line('engine', receipt.engine, ENGINE_DIGEST),
    line('package', receipt.packageHash, digestOf(files.ok ? writeTar(asPublished(files.value)) : tar)),
    line('bundle', receipt.bundleHash, digestOf(source)),
    line('input', receipt.inputHash, digestOf(input)),
    line('output', receipt.outputHash, run.ok ? digestOf(run.output) : run.code),
    line('fuel', String(receipt.fuel), String(run.fuelUsed)),
  ];
}

function line(what: ReplayLine['what'], receipt: string, replay: string): ReplayLine {
  return { what, receipt, replay, same: receipt === replay };
}

/** What the platform keeps of a run, for 90 days. @param pool of the role openfolio_ops */
export async function keptMaterial(pool: pg.Pool, runId: string): Promise<ReplayMaterial | undefined> {
  const { rows } = await pool.query<{ bytes: Buffer; input: string }>(
    `SELECT k.bytes, d.input FROM plugin_run r JOIN plugin_run_data d ON d.run_id = r.id JOIN plugin_package k ON k.version_id = r.version_id
     WHERE r.id = $1`,
    [runId],
  );
  const [row] = rows;
  return row && { tar: new Uint8Array(row.bytes), input: row.input };
}
