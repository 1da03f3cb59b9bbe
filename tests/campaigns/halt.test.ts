import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { HALT_RULES_PRESET } from '../../src/campaigns/flight/campaign-plan.js';
import { reasonToHalt } from '../../src/campaigns/index.js';
import { CampaignWorld } from './campaign-world.js';

let world: CampaignWorld;
beforeAll(async () => {
  world = await CampaignWorld.create();
});
afterEach(() => world.silence());
afterAll(() => world?.close());

const FINE = { told: 1000, complaints: 0, ratings: 0, ratingAverage: null, errors: 0 };

test.each([
  [{ ...FINE, complaints: 6 }, 'complaints: 6 of 1000 customers'],
  [{ ...FINE, complaints: 5 }, undefined], // exactly 0.5 %
  [{ ...FINE, told: 10, complaints: 2 }, undefined], // two are no pattern
  [{ ...FINE, ratings: 5, ratingAverage: '59.9' }, 'satisfaction: 59.9 of 100 over 5 answers'],
  [{ ...FINE, ratings: 5, ratingAverage: '60.0' }, undefined],
  [{ ...FINE, ratings: 4, ratingAverage: '1.0' }, undefined],
  [{ ...FINE, errors: 101 }, 'errors: 101 of 1000 messages'],
  [{ ...FINE, errors: 100 }, undefined],
])('%j → %s', (figures, reason) => {
  expect(reasonToHalt(figures, HALT_RULES_PRESET)).toBe(reason);
});

test('the third customer who complains halts the campaign at once; nobody waiting is told any more', async () => {
  const app = await world.partner();
  const customers = await world.reachable(30, app);
  const id = await world.released({}, 25);
  await world.worker().step();
  const told = (await world.touches(id)).filter(({ state }) => state === 'TOLD').map(({ customer_id }) => customer_id);
  const untold = customers.find((customer) => !told.includes(customer)) ?? '';
  expect(await world.hear.complain({ customerId: untold })).toBeUndefined();
  const [first = '', second = '', third = ''] = told;
  expect(await world.hear.complain({ customerId: first })).toEqual({ campaignId: id, halted: null });
  await world.hear.complain({ customerId: first });
  await world.hear.complain({ customerId: second });
  expect(await world.stateOf(id)).toMatchObject({ state: 'RELEASED' });
  const { halted } = (await world.hear.complain({ customerId: third, campaignId: id })) ?? {};
  expect(halted).toMatch(/^complaints: 3 of \d+ customers$/);
  expect(await world.stateOf(id)).toMatchObject({ state: 'HALTED' });
  expect(await world.count(id)).not.toHaveProperty('HELD');
  expect(await world.worker().step()).toMatchObject({ chosen: 0, told: 0 });
});

test('a complaint in a ticket counts like any other, once per customer', async () => {
  const app = await world.partner();
  const customers = await world.reachable(3, app);
  const id = await world.released();
  await world.worker().step();
  for (const customer of [...customers, ...customers])
    await world.pool.query(
      `INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier, campaign_id, promised_at, opened_at, updated_at)
       VALUES (gen_random_uuid(), $1, $2, 'COMPLAINT', 'OTHER', 'Please stop', 'Please stop', '\\x00', 'en', 'L2', 'NORMAL', 'OPEN', 'MASS', $3, now(), now(), now())`,
      [customer, app, id],
    );
  expect(await world.worker().step()).toMatchObject({ halted: [id] });
  expect(await world.stateOf(id)).toMatchObject({ state: 'HALTED', reason: 'complaints: 3 of 3 customers' });
});

test('low satisfaction halts as well; of a customer who was told nothing no rating is kept', async () => {
  const app = await world.partner();
  const customers = await world.reachable(6, app);
  const id = await world.released();
  await world.worker().step();
  for (const customer of customers.slice(0, 4)) await world.hear.rate(id, customer, 20);
  await world.hear.rate(id, (await world.profiles.customer()).id, 0);
  expect(await world.stateOf(id)).toMatchObject({ state: 'RELEASED' });
  await world.hear.rate(id, customers[4] ?? '', 20);
  expect(await world.stateOf(id)).toMatchObject({
    state: 'HALTED',
    reason: 'satisfaction: 20.0 of 100 over 5 answers',
  });
});
