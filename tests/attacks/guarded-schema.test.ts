import { describe, expect, test } from '@jest/globals';
import { extendSchema, type GraphQLSchema, getNamedType, isInterfaceType, isObjectType, parse } from 'graphql';
import { composeSchema, SCOPES } from '../../src/compose/schema.js';
import { scopeRequirements } from '../../src/operation/schema/requirements.js';

const KNOWN = new Set(Object.keys(SCOPES));

describe('start-up fails', () => {
  test.each([
    ['a field that declares no scope', 'extend type Query { open: String }', 'Query.open declares no scope'],
    [
      'a type that declares none',
      'extend type Query { a: T @requiresScopes(scopes: [["market:read"]]) } type T { b: String }',
      'T.b declares no scope',
    ],
    [
      'a scope that no table knows',
      'extend type Query { open: String @requiresScopes(scopes: [["everything:read"]]) }',
      'Query.open requires the unknown scope everything:read',
    ],
    [
      'a type with an unknown scope',
      'type T @requiresScopes(scopes: [["everything:read"]]) { b: String }',
      'T.b requires the unknown scope everything:read',
    ],
  ])('when the schema holds %s', async (_what, extension, message) => {
    const { schema } = await composeSchema();
    expect(() => scopeRequirements(withFields(schema, extension), KNOWN)).toThrow(message);
  });

  test('naming every mistake at once', async () => {
    const { schema } = await composeSchema();
    const extended = withFields(schema, 'extend type Query { a: String b: String }');
    expect(() => scopeRequirements(extended, KNOWN)).toThrow(/Query\.a[^]*Query\.b/);
  });
});

describe('every field has its requirement', () => {
  test('and of the fields that ask for no scope, only these are roots: they read no rows, or ask for the scope of what they find', async () => {
    const { fields, requirements } = await allFields();
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter(({ coordinate }) => !requirements.has(coordinate))).toEqual([]);
    const roots = fields.filter(({ owner, open }) => open && /^(Query|Mutation)$/.test(owner));
    expect(roots.map(({ coordinate }) => coordinate).sort()).toEqual(OPEN_ROOTS);
  });

  test('and a type that asks for none is reached through guarded fields, or from such a type', async () => {
    const { fields, schema } = await allFields();
    const openTypes = new Set(fields.filter(({ open, owner }) => open && owner !== 'Query').map(({ owner }) => owner));
    expect([...openTypes].filter((name) => nodes(schema).has(name))).toEqual([]);
    const waysIn = fields.filter(({ result, open, owner }) => openTypes.has(result) && open && !openTypes.has(owner));
    expect(waysIn.map(({ coordinate }) => coordinate).sort()).toEqual(
      OPEN_ROOTS.filter((root) => root !== 'Query.node'),
    );
  });
});

/** `node` asks for the scope of the type that an id leads to; the others tell of the caller's own budget and document. */
const OPEN_ROOTS = ['Query.explainCost', 'Query.node', 'Query.rateLimit'];

async function allFields() {
  const { schema, requirements } = await composeSchema();
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const fields = types
    .filter((type) => !type.name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => {
        const coordinate = `${type.name}.${field.name}`;
        const open = requirements.get(coordinate)?.length === 0;
        return { coordinate, owner: type.name, result: getNamedType(field.type).name, open };
      }),
    );
  return { schema, requirements, fields };
}

/** What `Query.node` may answer. */
function nodes(schema: GraphQLSchema): ReadonlySet<string> {
  const node = schema.getType('Node');
  return new Set(isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : []);
}

function withFields(schema: GraphQLSchema, extension: string): GraphQLSchema {
  return extendSchema(schema, parse(extension));
}
