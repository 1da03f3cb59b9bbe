import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { createHookWorld, type HookWorld } from './hook-world.js';

let world: HookWorld;
let secret: string;
let hookId: string;

beforeAll(async () => {
  world = await createHookWorld();
  const registered = await world.register();
  expect(registered.userErrors).toEqual([]);
  secret = registered.secret;
  hookId = registered.hook?.id ?? '';
});
beforeEach(() => void world.receiver.received.splice(0));
afterAll(() => world?.close());

const DELIVERIES = `query($id: ID!) { hook(id: $id) { deliveries(first: 10) { edges { node {
  id state reason attemptCount eventType event { id type } attempts { number outcome httpStatus } } } } } }`;

interface Deliveries {
  hook: {
    deliveries: {
      edges: {
        node: { id: string; state: string; reason: string | null; attemptCount: number; attempts: unknown[] };
      }[];
    };
  };
}

const log = async () => {
  const { hook } = await world.data<Deliveries>(DELIVERIES, { id: hookId });
  return hook.deliveries.edges.map(({ node }) => node);
};

describe('an event about a customer', () => {
  test('reaches the hook as the document’s answer under the customer’s grant, and its delivery is in the log', async () => {
    await world.triggerForAnna(3);
    const [got] = await world.receiver.until(1);
    const payload = JSON.parse(got?.body ?? '');
    expect(payload).toEqual({
      type: 'transactions.recorded',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        event: {
          id: expect.stringMatching(/^evt_/),
          type: 'transactions.recorded',
          sequence: 1,
          data: expect.objectContaining({ count: 3 }),
          account: { name: 'Account 0' },
        },
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [delivery] = await log();
    expect(delivery).toMatchObject({
      id: got?.headers['webhook-id'],
      state: 'DELIVERED',
      attempts: [{ number: 1, outcome: 'DELIVERED', httpStatus: 204 }],
    });
  });

  test('is signed so that the public libraries of Standard Webhooks and Svix accept it, and refuse one changed byte', async () => {
    await world.triggerForAnna();
    const [got] = await world.receiver.until(1);
    if (!got) throw new Error('nothing came');
    const standard = new StandardWebhook(secret);
    const svix = new SvixWebhook(secret);
    expect(standard.verify(got.body, got.headers)).toEqual(JSON.parse(got.body));
    expect(svix.verify(got.body, got.headers)).toEqual(JSON.parse(got.body));
    expect(() => standard.verify(got.body.replace('"count"', '"Count"'), got.headers)).toThrow();
    expect(() => svix.verify(`${got.body} `, got.headers)).toThrow();
  });

  test('leaves a receipt that names the hook, the event and the consent it was rendered under', async () => {
    const event = await world.triggerForAnna();
    await world.receiver.until(1);
    const { rows } = await world.database.ops.query(
      `SELECT o.grant_id, h.app_id = o.app_id AS of_the_app, o.actor_id = h.id AS of_the_hook, o.row_counts, o.outcome
       FROM operation_record o JOIN hook h ON h.id = o.actor_id WHERE o.cause = 'HOOK' AND o.cause_id = $1`,
      [event],
    );
    expect(rows).toMatchObject([
      { grant_id: world.annaGrant, of_the_app: true, of_the_hook: true, row_counts: { Event: 1 }, outcome: 'OK' },
    ]);
  });

  test('is tried again after 5 s with the same id and the same bytes, and a new timestamp', async () => {
    let refused = 0;
    world.receiver.answer = (_, response) => response.writeHead(refused++ === 0 ? 500 : 200).end('ok');
    await world.triggerForAnna();
    const [first, second] = await world.receiver.until(2, 15_000);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    const waited = Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp']);
    expect(waited).toBeGreaterThanOrEqual(5);
    world.receiver.answer = (_, response) => response.writeHead(204).end();
  }, 30_000);

  test('can be sent again: same id, same bytes', async () => {
    await world.triggerForAnna();
    const [first] = await world.receiver.until(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { replayDeliveries } = await world.data<{ replayDeliveries: { replayed: number; userErrors: unknown[] } }>(
      'mutation($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { replayed userErrors { code } } }',
      { input: { deliveryId: first?.headers['webhook-id'] } },
    );
    expect(replayDeliveries).toEqual({ replayed: 1, userErrors: [] });
    const [, again] = await world.receiver.until(2);
    expect(again?.body).toBe(first?.body);
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  test('of another customer, who gave no consent, reaches nobody', async () => {
    await world.trigger({
      type: 'transactions.recorded',
      customerId: world.bert.id,
      accountId: world.bert.accounts[0],
      data: {},
    });
    await world.triggerForAnna(77);
    const [got] = await world.receiver.until(1);
    expect(JSON.parse(got?.body ?? '').data.event.data.count).toBe(77);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(world.receiver.received).toHaveLength(1);
  });
});

test('nothing went wrong behind the scenes', () => {
  expect(world.errors).toEqual([]);
  expect(world.unexpected).toEqual([]);
});
