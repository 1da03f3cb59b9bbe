import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildFailure, build, type Message } from 'esbuild';
import { type Checked, type Problem, refused } from '../package/problem.js';

/** src/plugin.ts → dist/plugin.js: one script that leaves `openfolioPlugin`, whose members are the tools. */
export async function buildBundle(folder: string): Promise<Checked<undefined>> {
  const entry = ['src/plugin.ts', 'src/plugin.js'].find((path) => existsSync(join(folder, path)));
  if (!entry)
    return refused({
      file: 'src/plugin.ts',
      place: '',
      reason: 'The file is missing.',
      remedy: 'Export one function per tool from it.',
    });
  try {
    await build({
      absWorkingDir: resolve(folder),
      entryPoints: [entry],
      bundle: true,
      outfile: 'dist/plugin.js',
      format: 'iife',
      globalName: 'openfolioPlugin',
      platform: 'neutral',
      target: 'es2023',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: { strict: true } }, // a tsconfig.json above the folder would change the bundle, and its fuel
    });
    return { ok: true, value: undefined };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return refused(...error.errors.map(problemOf));
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error;
}

function problemOf({ location, text }: Message): Problem {
  const remedy = /Could not resolve/.test(text)
    ? 'Write it yourself or install a package of pure functions; nothing of Node.js or a browser exists inside.'
    : 'Mend the source at this place.';
  return {
    file: location?.file ?? 'src/plugin.ts',
    place: location ? `${location.line}:${location.column + 1}` : '',
    reason: text,
    remedy,
  };
}
