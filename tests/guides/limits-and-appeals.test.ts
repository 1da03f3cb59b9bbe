import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { root } from '../support/run-openfolio.js';
import { fencedBlocks } from './fenced-blocks.js';

const schema = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'), { assumeValid: true });
const guide = readFileSync(join(root, 'docs/guides/limits-and-appeals.md'), 'utf8');

/** What they answer is shown by tests/vigilance/scraping.test.ts. */
test.each(fencedBlocks(guide).map(({ text }) => [text]))('the guide’s document fits the schema: %#', (text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});
