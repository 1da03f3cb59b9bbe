import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { casesOfThreat } from '../../attacks/cases-tried.js';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, codeOf, recordsOf, runAs } from './as-cause.js';

const LIMITS = { depthMax: 4, aliasesMax: 3, directivesMax: 2, fieldsMax: 12, rootFieldsMax: 4 };
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const reverses = (levels: number): string => `{ reverses ${levels > 1 ? reverses(levels - 1) : '{ id }'} }`;
/** A document of `size` in one dimension, small in the others. */
const DOCUMENTS: Record<string, [max: number, what: string, source: (size: number) => string]> = {
  depth: [LIMITS.depthMax, 'levels', (size) => `{ node(id: "x") { ... on Transaction ${reverses(size - 2)} } }`],
  'depth through fragments': [
    LIMITS.depthMax,
    'levels',
    (size) => `{ node(id: "x") { ...F } } fragment F on Transaction ${reverses(size - 2)}`,
  ],
  aliases: [LIMITS.aliasesMax, 'aliases', (size) => `{ viewer { ${times(size, (n) => `a${n}: __typename`)} } }`],
  directives: [
    LIMITS.directivesMax,
    'directives',
    (size) => `{ viewer { ${times(size, () => '... @include(if: true) { tier }')} } }`,
  ],
  fields: [LIMITS.fieldsMax, 'fields', (size) => `{ viewer { ${times(size - 1, () => 'tier')} } }`],
  'root fields': [LIMITS.rootFieldsMax, 'root fields', (size) => `{ ${times(size, () => 'viewer { tier }')} }`],
};

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld({ limits: LIMITS });
});
afterAll(() => world?.close());

const tried = casesOfThreat(6, 'documents at a limit and one above it, by each cause');

describe.each(CAUSES)('%s', (cause) => {
  test.each(Object.entries(DOCUMENTS))(
    '%s: the bound itself passes, one more is refused, named and recorded',
    async (_name, [max, what, source]) => {
      tried(2);
      const grantId = await world.grant({ customer: world.anna });
      expect(codeOf(await runAs(world, cause, source(max), { grantId }))).not.toBe('DOCUMENT_TOO_COMPLEX');
      const refused = await runAs(world, cause, source(max + 1), { grantId });
      expect(refused).toMatchObject({
        kind: 'refused',
        error: {
          code: 'DOCUMENT_TOO_COMPLEX',
          message: expect.stringContaining(`${max + 1} ${what}; at most ${max} `),
        },
        cost: { requested: 0, actual: 0 },
      });
      expect((await recordsOf(world, grantId)).at(-1)).toMatchObject({
        outcome: 'DOCUMENT_TOO_COMPLEX',
        cause,
        row_counts: {},
      });
    },
  );
});
