import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ticketUseCases } from '../../src/compose/tickets.js';
import { newId } from '../../src/kernel/ids.js';
import { createLogger } from '../../src/kernel/log.js';
import type { OperationContext } from '../../src/operation/index.js';
import { CampaignWorld } from '../campaigns/campaign-world.js';

let world: CampaignWorld;
beforeAll(async () => {
  world = await CampaignWorld.create();
});
afterAll(() => world?.close());

test('complaints that customers open about a campaign count in its halt rule; questions about it do not', async () => {
  const app = await world.partner();
  const customers = await world.reachable(3, app);
  const campaignId = await world.released();
  await world.worker().step();
  const { customerActs } = ticketUseCases({
    pool: world.pool,
    clock: world.clock,
    logger: createLogger({ level: 'silent' }),
  });
  const open = (customerId: string, text: string) => {
    const grant = { id: newId(), customerId, appId: app, accountIds: '*', person: null };
    return customerActs.open({ grant } as unknown as OperationContext, { text, campaignId, author: 'CUSTOMER' });
  };
  for (const customer of customers) await open(customer, 'What is this message about?');
  expect(await world.worker().step()).toMatchObject({ halted: [] });
  for (const customer of customers) await open(customer, '我要投诉这条营销消息');
  expect(await world.worker().step()).toMatchObject({ halted: [campaignId] });
  expect(await world.stateOf(campaignId)).toMatchObject({ state: 'HALTED', reason: 'complaints: 3 of 3 customers' });
});
