import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createOperationWorld, type OperationWorld } from './operation-world.js';
import { planOf } from './plan-of.js';

let world: OperationWorld;
let owner: pg.Client;
beforeAll(async () => {
  world = await createOperationWorld();
  owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await world?.close();
});

/** Lists over tables that staff read too: a policy of "mine, or all for staff" alone would read everybody's rows. */
test.each(['tickets', 'receipts', 'privacyRequests'])(
  'a customer’s %s are answered from an index of that customer',
  async (list) => {
    const grantId = await world.grant({ customer: world.anna });
    const source = `{ ${list}(first: 20) { edges { cursor } } }`;
    const plan = await planOf(world.database.reach, owner, async () => {
      const outcome = await world.run({ source, grantId, cause: { kind: 'LIVE' } });
      if (outcome.kind === 'refused') throw outcome.error;
    });
    expect(plan).toMatch(/Index Cond: \(customer_id = /);
  },
);
