import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Checked, refused } from '../package/problem.js';
import { projectTemplate } from './project-template.js';

export interface InitOptions {
  readonly folder: string;
  /** @publisher/name; default: @example and the folder's name. */
  readonly name?: string;
  readonly engineDigest: string;
  readonly today: string;
}

/** Writes a project that validates and whose test passes. @returns the paths written */
export async function initProject({
  folder,
  name,
  engineDigest,
  today,
}: InitOptions): Promise<Checked<readonly string[]>> {
  const present = await readdir(folder).catch(() => []);
  if (present.length > 0)
    return refused({ file: folder, place: '', reason: 'The folder is not empty.', remedy: 'Name a new folder.' });
  const fullName =
    name ??
    `@example/${basename(resolve(folder))
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')}`;
  const files = projectTemplate({ name: fullName, engineDigest, today });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { ok: true, value: Object.keys(files) };
}
