import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, reviewCopy } from '../../src/copy-review/index.js';

/** All that a listing of a plugin says, and all words of its results: what customers read. */
export async function textsOf(plugin: string): Promise<readonly string[]> {
  const manifest: unknown = JSON.parse(await readFile(join('plugins', plugin, 'manifest.json'), 'utf8'));
  const words: unknown = await import(`../../plugins/${plugin}/src/texts.js`);
  return [...stringsOf(manifest), ...stringsOf({ ...(words as Record<string, unknown>) })].filter((text) =>
    /[\s一-鿿]/.test(text),
  );
}

/** What stands against it under the rules for listings. */
export function blocking(text: string): readonly Finding[] {
  const at = Date.parse('2026-11-28T00:00:00Z');
  return reviewCopy(text, { at, appliesTo: 'PLUGIN_LISTING' }).findings.filter(({ effect }) => effect === 'BLOCK');
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
