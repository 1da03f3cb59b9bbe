import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { PackageFiles } from '../package/problem.js';

/** Folders of a project that go into its package; sources, generated types and README stay with the developer. */
const PACKED =
  /^(manifest\.json|README\.md|integrity\.json|publisher\.jws|registry\.jws|(dist|queries|mutations|schemas|fixtures)\/.+)$/;

export async function readProject(folder: string): Promise<PackageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).replaceAll('\\', '/');
    if (PACKED.test(name)) files.set(name, new Uint8Array(await readFile(path)));
  }
  return files;
}
