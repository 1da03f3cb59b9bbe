import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../../src/kernel/ids.js';
import { hashOf } from '../../../src/operation/index.js';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, codeOf, recordsOf, runAs } from './as-cause.js';

const SOURCE = 'query Overview { viewer { tier } accounts(first: 10) { edges { node { balances { total } } } } }';
let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  test.each(['run', 'runByResolvers'] as const)(
    'an answered operation leaves who, what, how much, why and at what cost (%s)',
    async (way) => {
      const grantId = await world.grant({ customer: world.anna });
      const causeId = newId();
      const { cost } = await runAs(world, cause, SOURCE, { grantId, causeId, run: world[way] });
      expect(await recordsOf(world, grantId)).toEqual([
        expect.objectContaining({
          cause,
          cause_id: causeId,
          grant_id: grantId,
          app_id: world.appId,
          customer_id: world.anna.id,
          operation_hash: hashOf(SOURCE),
          operation_name: 'Overview',
          fields: [
            'Account.balances',
            'AccountConnection.edges',
            'AccountEdge.node',
            'Balance.total',
            'Customer.tier',
            'Query.accounts',
            'Query.viewer',
          ],
          row_counts: { Customer: 1, Account: 2, Balance: 4 },
          cost_requested: cost.requested,
          cost_actual: cost.actual,
          outcome: 'OK',
        }),
      ]);
      expect(cost).toMatchObject({ requested: 1 + 10 * (1 + 3), actual: 1 + 2 + 4 });
    },
  );

  test('the answer leaves only after its record is durable', async () => {
    const grantId = await world.grant({ customer: world.anna });
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    try {
      await owner.query('BEGIN');
      await owner.query('LOCK TABLE operation_record IN ACCESS EXCLUSIVE MODE');
      let left = false;
      const running = runAs(world, cause, SOURCE, { grantId }).finally(() => {
        left = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(left).toBe(false);
      await owner.query('COMMIT');
      expect(codeOf(await running)).toBe('OK');
    } finally {
      await owner.end();
    }
  });

  test('without a record there is no answer', async () => {
    const grantId = await world.grant({ customer: world.anna });
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    try {
      await owner.query('REVOKE INSERT ON operation_record FROM openfolio_app');
      const outcome = await runAs(world, cause, SOURCE, { grantId });
      expect(codeOf(outcome)).toBe('AUDIT_UNAVAILABLE');
      expect(outcome).not.toHaveProperty('json');
    } finally {
      await owner.query('GRANT INSERT ON operation_record TO openfolio_app');
      await owner.end();
    }
    expect(codeOf(await runAs(world, cause, SOURCE, { grantId }))).toBe('OK');
  });

  test('a field that failed is recorded by its code, with the rows that were read', async () => {
    const grantId = await world.grant({ customer: world.anna });
    await runAs(world, cause, '{ viewer { tier } account(id: "x") { id } }', { grantId });
    expect(await recordsOf(world, grantId)).toMatchObject([{ outcome: 'INVALID_ID', row_counts: { Customer: 1 } }]);
  });
});
