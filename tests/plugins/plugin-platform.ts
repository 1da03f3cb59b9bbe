import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeSchema } from '../../src/compose/schema.js';
import { documentCompiler } from '../../src/operation/index.js';
import {
  documentJudge,
  ENGINE_DIGEST,
  type InspectOptions,
  type PackageFiles,
  pluginTools,
} from '../../src/plugins/index.js';
import { copyProject } from './copy-project.js';

/** The platform's schema behind the package checks, and the files of a good package. */
export async function pluginPlatform(plugin: string): Promise<{ options: InspectOptions; files: PackageFiles }> {
  const { schema, requirements } = await composeSchema();
  const judge = documentJudge(schema, documentCompiler({ schema, requirements, compilePlan: () => undefined }));
  const options = { judge, engineDigest: ENGINE_DIGEST };
  const root = await mkdtemp(join(tmpdir(), 'openfolio-plugin-'));
  try {
    const folder = await copyProject(plugin, root);
    const prepared = await pluginTools.prepareProject(folder, options);
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
    return { options, files: prepared.value.files };
  } finally {
    await rm(root, { recursive: true });
  }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The files with one replaced by what `edit` makes of its text. */
export function edited(files: PackageFiles, path: string, edit: (text: string) => string): PackageFiles {
  return new Map(files).set(path, bytes(edit(new TextDecoder().decode(files.get(path)))));
}
