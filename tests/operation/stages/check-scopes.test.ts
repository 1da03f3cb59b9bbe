import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCOPES } from '../../../src/compose/schema.js';
import { isForApps } from '../../../src/operation/schema/scope-table.js';
import { ALL_SCOPES, createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, codeOf, recordsOf, runAs } from './as-cause.js';

/** One field behind each scope that guards data. */
const FIELD_BEHIND: Record<string, [source: string, field: string]> = {
  'profile:read': ['{ viewer { tier } }', 'Customer.tier'],
  'profile:name': ['{ viewer { nameZh } }', 'Customer.nameZh'],
  'accounts:read': ['{ accounts(first: 1) { edges { node { name } } } }', 'Account.name'],
  'balances:read': ['{ accounts(first: 1) { edges { node { balances { total } } } } }', 'Balance.total'],
  'transactions:read': ['{ transactions(first: 1) { edges { node { note } } } }', 'Transaction.note'],
  'positions:read': [
    '{ accounts(first: 1) { edges { node { positions(first: 1) { edges { node { quantity } } } } } } }',
    'Position.quantity',
  ],
  'portfolio:read': ['{ viewer { portfolio { baseCurrency } } }', 'Portfolio.baseCurrency'],
  'events:read': ['{ eventFeed { lastPosition } }', 'Query.eventFeed'],
  'hooks:manage': ['{ delivery(id: "msg_AAAAAAAAAAAAAAAAAAAAAA") { state } }', 'Query.delivery'],
  'plugins:run': ['{ pluginRuns(first: 1) { edges { node { tool } } } }', 'PluginRun.tool'],
  'tickets:read': ['{ event(id: "evt_AAAAAAAAAAAAAAAAAAAAAA") { ticket { id } } }', 'Event.ticket'],
  'plans:read': ['{ investmentPlans(first: 1) { edges { node { status } } } }', 'InvestmentPlan.status'],
  'market:read': ['{ instruments(first: 1) { edges { node { symbol } } } }', 'Instrument.symbol'],
};

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  test.each(Object.entries(FIELD_BEHIND))(
    'without %s nothing is read, and scope, field and consent page are told',
    async (scope, [source, field]) => {
      const grantId = await world.grant({
        customer: world.anna,
        scopes: ALL_SCOPES.filter((other) => other !== scope),
      });
      const outcome = await runAs(world, cause, source, { grantId });
      expect(outcome).toMatchObject({
        kind: 'refused',
        error: {
          code: 'MISSING_SCOPE',
          message: expect.stringContaining(scope),
          extensions: {
            missingScopes: [scope],
            fields: expect.arrayContaining([field]),
            consentUrl: 'https://broker.example/consent',
          },
        },
        cost: { requested: 0, actual: 0 },
      });
      expect(await recordsOf(world, grantId)).toMatchObject([
        { outcome: 'MISSING_SCOPE', row_counts: {}, cost_requested: 0 },
      ]);
      const granted = await world.grant({ customer: world.anna });
      expect(codeOf(await runAs(world, cause, source, { grantId: granted }))).toBe('OK');
    },
  );

  test('all gaps are told at once', async () => {
    const grantId = await world.grant({ customer: world.anna, scopes: [] });
    const outcome = await runAs(
      world,
      cause,
      '{ viewer { nameZh } accounts(first: 1) { edges { node { balances { total } } } } }',
      { grantId },
    );
    const { extensions } = (outcome as Extract<typeof outcome, { kind: 'refused' }>).error;
    expect([...(extensions['missingScopes'] as string[])].sort()).toEqual([
      'accounts:read',
      'balances:read',
      'profile:name',
      'profile:read',
    ]);
  });

  test.each([
    ['an inline fragment', '{ node(id: "acc_AAAAAAAAAAAAAAAAAAAAAA") { ... on Account { name } } }'],
    ['a named fragment', '{ node(id: "acc_AAAAAAAAAAAAAAAAAAAAAA") { ...F } } fragment F on Account { name }'],
    ['an alias', '{ tier: accounts(first: 1) { edges { node { id: name } } } }'],
    ['a field that a directive leaves out', '{ accounts(first: 1) @skip(if: true) { edges { node { name } } } }'],
  ])('a field behind %s is checked all the same', async (_how, source) => {
    const grantId = await world.grant({ customer: world.anna, scopes: ['profile:read', 'market:read'] });
    expect(codeOf(await runAs(world, cause, source, { grantId }))).toBe('MISSING_SCOPE');
  });
});

test('every scope that guards a field which a query reaches has a row here', () => {
  // A scope that one of several may stand for is not missed alone, and what only mutations ask for is no read.
  const demands = [...world.requirements].filter(([coordinate]) => !coordinate.startsWith('Mutation.'));
  const guarding = new Set(demands.flatMap(([, all]) => all.filter((anyOf) => anyOf.length === 1)).flat(2));
  // What an app can not get from a customer is held by the tests of the feature that it belongs to.
  const fromCustomers = [...guarding].filter((scope) => {
    const definition = SCOPES[scope];
    return definition !== undefined && isForApps(definition) && definition.level === 'CUSTOMER';
  });
  expect(fromCustomers.filter((scope) => !(scope in FIELD_BEHIND))).toEqual([]);
});
