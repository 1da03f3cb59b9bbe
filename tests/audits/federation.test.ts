import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expect, test } from '@jest/globals';
import { GraphQLObjectType, parse } from 'graphql';

const typeDefs = parse(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
const openfolio = { name: 'openfolio', url: 'https://openfolio.example/graphql', typeDefs };

test('the emitted schema is a subgraph that a federated server can serve', () => {
  const schema = buildSubgraphSchema(typeDefs);
  expect(schema.getQueryType()?.getFields()['_service']).toBeDefined();
  expect(schema.getType('Account')).toBeInstanceOf(GraphQLObjectType);
});

test('it composes with another subgraph, and the supergraph keeps scopes and costs', () => {
  const typeDefsOfOther = parse('type Query { weather(city: String!): String }');
  const composed = composeServices([
    openfolio,
    { name: 'weather', url: 'https://weather.example/graphql', typeDefs: typeDefsOfOther },
  ]);
  expect(composed.errors?.map(({ message }) => message)).toBeUndefined();
  expect(composed.supergraphSdl).toMatch(/balances: .*@requiresScopes\(scopes: \[\["balances:read"\]\]\)/);
  expect(composed.supergraphSdl).toMatch(/@cost\(weight: 10\)/);
  expect(composed.supergraphSdl).toMatch(/weather\(city: String!\)/);
});
