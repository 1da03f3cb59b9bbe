import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InspectedPackage, type InspectOptions, inspectPackage } from '../package/inspect-package.js';
import { type Checked, type PackageFiles, refused } from '../package/problem.js';
import { buildBundle } from './build-bundle.js';
import { generateTypes } from './generate-types.js';
import { readProject } from './read-project.js';

export interface PreparedProject {
  readonly files: PackageFiles;
  readonly inspected: InspectedPackage;
}

/** Generates the types, builds the bundle and checks everything; what every tool does first. */
export async function prepareProject(folder: string, options: InspectOptions): Promise<Checked<PreparedProject>> {
  const built = await buildBundle(folder);
  const files = await readProject(folder);
  const inspected = inspectPackage(files, options);
  if (inspected.ok) await writeTypes(folder, inspected.value, options);
  if (!built.ok)
    return refused(
      ...built.problems,
      ...(inspected.ok ? [] : inspected.problems.filter(({ file }) => file !== 'dist/plugin.js')),
    );
  return inspected.ok ? { ok: true, value: { files, inspected: inspected.value } } : inspected;
}

async function writeTypes(folder: string, { tools }: InspectedPackage, { judge }: InspectOptions): Promise<void> {
  await mkdir(join(folder, 'src/generated'), { recursive: true });
  for (const tool of tools) {
    const path = join(folder, 'src/generated', `${tool.manifest.name}.ts`);
    const text = generateTypes(tool, judge.schema);
    const before = await readFile(path, 'utf8').catch(() => '');
    if (before !== text) await writeFile(path, text); // an unchanged file does not wake the watcher
  }
}
