import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { EventSignals, PlaceEvents } from '../../src/events/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { PublicError } from '../../src/kernel/errors.js';
import { ticketStreamRoutes } from '../../src/tickets/index.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
let signals: EventSignals;
let server: FastifyInstance;
let grantId: string;
let place: PlaceEvents;

beforeAll(async () => {
  world = await createTicketWorld();
  signals = new EventSignals({ connectionString: world.url });
  await signals.start();
  grantId = world.annaGrant;
  place = new PlaceEvents({
    pool: world.database.ops,
    clock: systemClock,
    types: EVENT_TYPES,
    onPlaced: async () => {},
  });
  server = Fastify();
  server.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof PublicError ? error.definition.httpStatus : 500).send(),
  );
  const access = async () => ({ ok: true, grantId }) as const;
  await server.register(
    ticketStreamRoutes({ access, schema: world.schema, runDocument: world.run, signals, heartbeatMs: 200 }),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server?.close();
  await signals?.stop();
  await world?.close();
});

test('each event about the customer’s ticket is told as an operation under the consent, until it ends', async () => {
  const mine = await world.open('Why was my order rejected?');
  await place.placeBatch();
  const stream = await subscribe(
    'subscription($id: ID) { ticketUpdated(id: $id) { id status messages(last: 1) { edges { node { text } } } } }',
    { id: mine.id },
  );
  expect(stream.status).toBe(200);
  await world.open('How do I turn off push notifications?'); // another ticket of the same customer: not this stream's
  await world.act('addTicketMessage', { ticketId: mine.id, text: 'It was at 10:05.' });
  await place.placeBatch();
  expect(await stream.next()).toEqual({
    event: 'next',
    data: {
      data: {
        ticketUpdated: { id: mine.id, status: 'NEW', messages: { edges: [{ node: { text: 'It was at 10:05.' } }] } },
      },
    },
  });
  const before = await records();
  await world.act('addTicketMessage', { ticketId: mine.id, text: 'And again at 10:07.' });
  await place.placeBatch();
  expect(await stream.next()).toMatchObject({ event: 'next', data: { data: { ticketUpdated: { id: mine.id } } } });
  expect(await records()).toBeGreaterThan(before); // the payload has a receipt of its own
  const at = performance.now();
  await world.database.ops.query('UPDATE access_grant SET revoked_at = now() WHERE id = $1', [world.annaGrant]);
  expect(await stream.next()).toMatchObject({
    event: 'next',
    data: { errors: [{ extensions: { code: 'GRANT_NOT_ACTIVE' } }] },
  });
  expect(await stream.next()).toMatchObject({ event: 'complete' });
  expect(performance.now() - at).toBeLessThan(5000);
});

test.each([
  ['a query', '{ ticket(id: "x") { id } }', 400],
  ['an unknown field', 'subscription { ticketUpdated { secrets } }', 400],
  ['no document', '', 400],
])('%s is refused before a stream begins', async (_what, query, status) => {
  expect((await subscribe(query)).status).toBe(status);
});

test('a consent without the scope is refused before a stream begins', async () => {
  grantId = await world.grant({ customer: world.bert, scopes: ['profile:read'] });
  expect((await subscribe('subscription { ticketUpdated { id } }')).status).toBe(403);
});

async function records(): Promise<number> {
  const { rows } = await world.database.ops.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM operation_record WHERE 'Query.ticket' = ANY (fields)",
  );
  return rows[0]?.count ?? 0;
}

async function subscribe(query: string, variables: Record<string, unknown> = {}) {
  const { port } = server.server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<{ event: string; data: unknown }> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error('the stream ended');
        text += value;
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (event !== undefined) return { event, data: data ? JSON.parse(data) : null };
    }
  };
  return { status: response.status, next };
}
