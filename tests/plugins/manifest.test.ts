import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkJson, ENGINE_DIGEST, MANIFEST_SCHEMA } from '../../src/plugins/index.js';
import { root } from '../support/run-openfolio.js';

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

test('schema/plugin-manifest.json is what `openfolio schema emit` writes', () => {
  expect(read('schema/plugin-manifest.json')).toEqual(MANIFEST_SCHEMA);
});

test.each(['concentration', 'tidy-consents'])(
  'the manifest of plugins/%s fits the schema and names the pinned engine',
  (plugin) => {
    const manifest = read(`plugins/${plugin}/manifest.json`);
    expect(checkJson(MANIFEST_SCHEMA, manifest)).toEqual([]);
    expect(manifest).toMatchObject({ runtime: ENGINE_DIGEST });
  },
);
