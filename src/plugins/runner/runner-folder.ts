import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildEngine } from './build-engine.js';
import { ENGINE_DIGEST } from './engine-digest.js';
import { runnerError } from './runner.errors.js';

export interface RunnerFolder {
  /** Holds runner.mjs, jail-probe.mjs and engine.wasm, readable by everybody: all that a jailed process may read. */
  readonly path: string;
  readonly engineDigest: string;
  remove(): Promise<void>;
}

/** @throws PublicError ENGINE_DIGEST_MISMATCH when the installed engine is not the pinned one */
export async function makeRunnerFolder(): Promise<RunnerFolder> {
  const { wasm, digest } = await buildEngine();
  if (digest !== ENGINE_DIGEST)
    throw runnerError('ENGINE_DIGEST_MISMATCH', { params: { digest, pinned: ENGINE_DIGEST } });
  const path = await mkdtemp(join(tmpdir(), 'openfolio-runner-'));
  await chmod(path, 0o755);
  await build({
    entryPoints: { runner: source('runner-main.ts'), 'jail-probe': source('jail-probe.ts') },
    outdir: path,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'silent',
  });
  await writeFile(join(path, 'engine.wasm'), wasm, { mode: 0o444 });
  return { path, engineDigest: digest, remove: () => rm(path, { recursive: true, force: true }) };
}

function source(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
