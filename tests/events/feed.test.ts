import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { describeEvents, eventsStreamRoutes } from '../../src/events/index.js';
import { createHookWorld, type HookWorld } from '../webhooks/hook-world.js';

interface Page {
  events: {
    edges: {
      cursor: string;
      node: { type: string; position: number; sequence: number | null; data: { count?: number } | null };
    }[];
  };
}

const EVENTS = `query($after: String) { events(first: 100, after: $after) { edges { cursor node { type position sequence data } } } }`;

const FACTS = { count: 1, firstTradeDate: '2026-10-30', lastTradeDate: '2026-10-30', types: ['BUY'] };

let world: HookWorld;
let server: FastifyInstance;
let streamGrant: string;
beforeAll(async () => {
  world = await createHookWorld();
  streamGrant = world.appGrant;
  server = Fastify();
  await server.register(
    eventsStreamRoutes({
      access: async () => ({ ok: true, grantId: streamGrant }),
      runDocument: world.run,
      signals: world.signals,
      heartbeatMs: 200,
    }),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server?.close();
  await world?.close();
});

async function feed(grantId = world.appGrant, after: string | null = null) {
  return (await world.data<Page>(EVENTS, { after }, grantId)).events.edges;
}

async function feedOf(count: number) {
  for (let tries = 0; tries < 100; tries += 1) {
    const edges = await feed();
    if (edges.length >= count) return edges;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('the feed did not grow');
}

describe('the feed', () => {
  test('numbers an app’s events 1, 2, 3 … without holes, also when transactions commit in another order than they wrote', async () => {
    const clients = await Promise.all([1, 2, 3].map(() => world.database.ops.connect()));
    const insert = `INSERT INTO event (id, type, customer_id, account_id, data, occurred_at)
      VALUES (gen_random_uuid(), 'transactions.recorded', $1, $2, $4::jsonb || jsonb_build_object('count', $3::int), now())`;
    for (const [index, client] of clients.entries()) {
      await client.query('BEGIN');
      await client.query(insert, [world.anna.id, world.anna.accounts[0], index, FACTS]);
    }
    await clients[2]?.query('COMMIT');
    const first = await feedOf(1);
    await clients[0]?.query('COMMIT');
    await clients[1]?.query('ROLLBACK');
    for (const client of clients) client.release();
    const both = await feedOf(2);
    expect(both.map(({ node }) => [node.position, node.sequence, node.data?.count])).toEqual([
      [1, 1, 2],
      [2, 2, 0],
    ]);
    expect(await feed(world.appGrant, first[0]?.cursor)).toEqual(both.slice(1));
  });

  test('shows an event of an account that was not chosen, or of a customer without consent, to nobody', async () => {
    const app = await world.newApp();
    const one = await world.grant({ customer: world.anna, appId: app, accounts: [world.anna.accounts[1]] });
    await world.trigger({
      type: 'transactions.recorded',
      customerId: world.bert.id,
      accountId: world.bert.accounts[0],
      data: FACTS,
    });
    await world.triggerForAnna(9);
    await feedOf(3);
    expect(await feed(one)).toEqual([]);
    expect((await feed()).map(({ node }) => node.data?.count)).toEqual([2, 0, 9]);
  });

  test('under a customer’s token holds that customer’s events alone', async () => {
    const bert = await world.grant({ customer: world.bert });
    await world.trigger({
      type: 'account.opened',
      customerId: world.bert.id,
      data: { type: 'CASH', baseCurrency: 'CNY' },
    });
    await feedOf(4);
    expect((await feed(bert)).map(({ node }) => node.type)).toEqual(['account.opened']);
    expect((await feed(world.annaGrant)).map(({ node }) => node.type)).toEqual(Array(3).fill('transactions.recorded'));
  });

  test('keeps the place of what a consent no longer covers, and nothing else of it', async () => {
    await world.database.ops.query(
      "UPDATE access_grant SET revoked_at = now(), revoked_by = 'CUSTOMER' WHERE customer_id = $1",
      [world.bert.id],
    );
    const edges = await feed();
    expect(edges.map(({ node }) => node.position)).toEqual([1, 2, 3, 4]);
    expect(edges[3]?.node).toMatchObject({ type: 'event.withheld', data: null });
  });

  test('remembers what the app acknowledged and never goes back', async () => {
    const edges = await feed();
    const acknowledge = (through: string | undefined) =>
      world.data(
        'mutation($input: AcknowledgeEventsInput!) { acknowledgeEvents(input: $input) { acknowledgedPosition userErrors { code } } }',
        {
          input: { through },
        },
      );
    expect(await acknowledge(edges[2]?.cursor)).toEqual({
      acknowledgeEvents: { acknowledgedPosition: 3, userErrors: [] },
    });
    expect(await acknowledge(edges[0]?.cursor)).toEqual({
      acknowledgeEvents: { acknowledgedPosition: 3, userErrors: [] },
    });
    expect(await world.data('{ eventFeed { lastPosition acknowledgedPosition acknowledgedCursor } }')).toEqual({
      eventFeed: { lastPosition: 4, acknowledgedPosition: 3, acknowledgedCursor: edges[2]?.cursor },
    });
  });
});

describe('the stream', () => {
  const connect = async (lastEventId?: string) => {
    const { port } = server.server.address() as { port: number };
    const response = await fetch(`http://127.0.0.1:${port}/events`, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    });
    return new StreamReader(response);
  };

  test('begins behind the acknowledged event, tells of new ones at once, and goes on behind Last-Event-ID', async () => {
    const stream = await connect();
    expect((await stream.next()).type).toBe('event.withheld');
    const started = Date.now();
    await world.triggerForAnna(50);
    const told = await stream.next();
    expect(told).toMatchObject({ type: 'transactions.recorded', data: { position: 5, data: { count: 50 } } });
    expect(Date.now() - started).toBeLessThan(2000);
    await stream.close();
    await world.triggerForAnna(51);
    await world.triggerForAnna(52);
    const again = await connect(told.id);
    expect([(await again.next()).data.data.count, (await again.next()).data.data.count]).toEqual([51, 52]);
    await again.close();
  });

  test('ends when the grant ends', async () => {
    streamGrant = await world.grant({ customer: null });
    const stream = await connect();
    await stream.next();
    await world.database.ops.query('UPDATE access_grant SET revoked_at = now() WHERE id = $1', [streamGrant]);
    await world.database.ops.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [streamGrant]);
    expect(await stream.untilEnd()).toContain('GRANT_NOT_ACTIVE');
    streamGrant = world.appGrant;
  });
});

test('the feed is an app’s own: under a customer’s consent nothing of it is acknowledged', async () => {
  const source =
    'mutation($input: AcknowledgeEventsInput!) { acknowledgeEvents(input: $input) { userErrors { code } } }';
  const through = world.publicId('evt', world.anna.id);
  expect(await world.data(source, { input: { through } }, world.annaGrant)).toEqual({
    acknowledgeEvents: { userErrors: [{ code: 'FEED_NEEDS_APP' }] },
  });
});

test('every type of event has a JSON Schema that stands in the repository', async () => {
  const { readFile } = await import('node:fs/promises');
  for (const [name, text] of describeEvents(EVENT_TYPES))
    expect(await readFile(`schema/events/${name}`, 'utf8')).toBe(text);
});

interface Told {
  id: string;
  type: string;
  data: { position: number; data: { count: number } };
}

class StreamReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #text = '';

  constructor(response: Response) {
    expect(response.status).toBe(200);
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
  }

  async next(): Promise<Told> {
    for (;;) {
      const match = /id: (\S+)\nevent: (\S+)\ndata: (.*)\n\n/.exec(this.#text);
      if (match) {
        this.#text = this.#text.slice(match.index + match[0].length);
        return { id: match[1] ?? '', type: match[2] ?? '', data: JSON.parse(match[3] ?? 'null') };
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`the stream ended: ${this.#text}`);
      this.#text += Buffer.from(value).toString('utf8');
    }
  }

  async untilEnd(): Promise<string> {
    for (;;) {
      const { value, done } = await this.#reader.read();
      if (done) return this.#text;
      this.#text += Buffer.from(value).toString('utf8');
    }
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}
