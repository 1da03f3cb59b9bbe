import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, isObjectType } from 'graphql';
import { requirementOf } from '../../src/operation/schema/requirements.js';
import { dataFields, scopesUsed } from '../../src/portal/fields-read.js';
import { root } from '../support/run-openfolio.js';

const schema = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'), { assumeValid: true });
const types = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type));

/** Types that one scope alone opens, with that scope. */
const guarded = types.flatMap((type): [string, string][] => {
  const [[scope = ''] = [], ...others] = requirementOf(type.astNode?.directives) ?? [];
  return scope !== '' && others.length === 0 ? [[type.name, scope]] : [];
});

const SHOWN = [
  'profile:read',
  'accounts:read',
  'balances:read',
  'transactions:read',
  'positions:read',
  'portfolio:read',
];

test.each(guarded.filter(([, scope]) => SHOWN.includes(scope)))(
  'a read of %s is shown to the customer as a use of %s',
  (type, scope) => {
    expect([...scopesUsed([`${type}.anything`])]).toEqual([scope]);
    expect(dataFields([`${type}.anything`, 'Query.anything', 'PageInfo.endCursor'])).toEqual([`${type}.anything`]);
  },
);

test('a field with a scope of its own counts for that one', () => {
  const own = types.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ astNode }) => requirementOf(astNode?.directives)?.flat().includes('profile:name'))
      .map(({ name }) => `${type.name}.${name}`),
  );
  expect(own.length).toBeGreaterThan(0);
  for (const field of own) expect([...scopesUsed([field])]).toEqual(['profile:name']);
});
