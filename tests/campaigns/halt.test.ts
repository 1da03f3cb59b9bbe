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

test('the third customer who complains halts the campaign; nobody waiting is told any more', async () => {
  const app = await world.partner();
  // A quarter of the customers, by chance of their ids: fewer than three of 60 are told in 7 of a million runs.
  const customers = await world.reachable(60, app);
  const id = await world.released({}, 25);
  await world.worker().step();
  const told = (await world.touches(id)).filter(({ state }) => state === 'TOLD').map(({ customer_id }) => customer_id);
  const untold = customers.find((customer) => !told.includes(customer)) ?? '';
  const [first = '', second = '', third = ''] = told;
  for (const customer of [untold, first, first, second]) await world.ticket(id, customer);
  await world.ticket(id, third, 'QUESTION');
  expect(await world.worker().step()).toMatchObject({ halted: [] });
  expect(await world.stateOf(id)).toMatchObject({ state: 'RELEASED' });
  await world.ticket(id, third);
  expect(await world.worker().step()).toMatchObject({ halted: [id], told: 0 });
  expect(await world.stateOf(id)).toMatchObject({
    state: 'HALTED',
    reason: `complaints: 3 of ${told.length} customers`,
  });
  expect(await world.count(id)).not.toHaveProperty('HELD');
  expect(await world.worker().step()).toMatchObject({ chosen: 0, told: 0 });
});

test('low satisfaction in tickets halts as well: a customer’s latest rating counts, and only of those who were told', async () => {
  const app = await world.partner();
  const customers = await world.reachable(5, app);
  const id = await world.released();
  await world.worker().step();
  const tickets = await Promise.all(customers.map((customer) => world.ticket(id, customer, 'QUESTION')));
  const [changed = '', ...others] = tickets;
  for (const ticket of others) await world.rate(ticket, 3);
  await world.rate(await world.ticket(id, (await world.profiles.customer()).id, 'QUESTION'), 1);
  expect(await world.worker().step()).toMatchObject({ halted: [] }); // four answers are too few
  await world.rate(changed, 5);
  expect(await world.worker().step()).toMatchObject({ halted: [] }); // 60 is not below 60
  await world.rate(changed, 1);
  expect(await world.worker().step()).toMatchObject({ halted: [id] });
  expect(await world.stateOf(id)).toMatchObject({
    state: 'HALTED',
    reason: 'satisfaction: 40.0 of 100 over 5 answers',
  });
});

test('messages that partners could not show, or that reached no endpoint to the last try, halt as errors; a message counts once', async () => {
  const app = await world.partner();
  await world.reachable(20, app);
  const id = await world.released();
  await world.worker().step();
  const touches = await world.touches(id);
  await world.placed(app, id);
  const failed = (count: number) =>
    Promise.all(
      touches
        .slice(0, count)
        .map(({ id: touchId }) =>
          world.report.report({ appId: app, touchId, outcome: 'FAILED', occurredAt: world.clock.now() }),
        ),
    );
  await failed(HALT_RULES_PRESET.errorsMin - 1);
  expect(await world.worker().step()).toMatchObject({ halted: [] });
  // The same message also failed at the hook, and one more did.
  for (const index of [0, HALT_RULES_PRESET.errorsMin]) await world.failedDelivery(app, touches[index]?.event_id ?? '');
  expect(await world.worker().step()).toMatchObject({ halted: [id] });
  expect(await world.stateOf(id)).toMatchObject({
    state: 'HALTED',
    reason: `errors: ${HALT_RULES_PRESET.errorsMin} of ${touches.length} messages`,
  });
});
