import { cp } from 'node:fs/promises';
import { join } from 'node:path';

/** What first-party plugins bundle from outside of their folder. */
const SHARED = ['src/finance', 'src/kernel', 'node_modules/decimal.js'];

/**
 * A first-party plugin in a folder of its own, with the shared code at the same relative place: a bundle names its sources by their paths,
 * and its fuel depends on its text. Copies, not links: a link's target would be named instead.
 *
 * @returns the project's folder
 */
export async function copyProject(plugin: string, root: string): Promise<string> {
  for (const path of SHARED) await cp(path, join(root, path), { recursive: true, dereference: true });
  const folder = join(root, 'plugins', plugin);
  await cp(join('plugins', plugin), folder, { recursive: true });
  return folder;
}
