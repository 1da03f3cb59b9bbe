import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { WatchClocks } from '../../src/tickets/index.js';
import { createTicketWorld, type TicketWorld } from '../tickets/ticket-world.js';
import type { OpeningFault } from './ticket-process.js';
import { Victim } from './victim.js';

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

/** One life of a gateway, which opens a ticket under a key. @returns the ticket's id, or `undefined` when it died before it told */
async function life(
  fault: OpeningFault,
  text: string,
  idempotencyKey: string,
  killAfterMs?: number,
): Promise<string | undefined> {
  let answer: Record<string, unknown> | undefined;
  const signal = new EventTarget();
  const victim = new Victim('ticket-process.ts', (message) => {
    answer = message;
    signal.dispatchEvent(new Event('answer'));
  });
  await victim.start([world.url, world.anna.id, world.appId, fault]);
  victim.tell({ text, idempotencyKey });
  const ended = async () => {
    while (victim.isAlive) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const killed = killAfterMs === undefined ? [] : [new Promise((resolve) => setTimeout(resolve, killAfterMs))];
  await Promise.race([once(signal, 'answer'), ended(), ...killed]);
  await victim.kill();
  if (answer?.['failed'] !== undefined) throw new Error(JSON.stringify(answer));
  return answer?.['ticketId'] as string | undefined;
}

interface Rows {
  readonly ids: string[];
  readonly asked: number;
  readonly answered: number;
  readonly clocks: number;
  readonly opened: number;
}

async function rowsOf(question: string): Promise<Rows | undefined> {
  const { rows } = await world.database.ops.query<Rows>(
    `SELECT array_agg(t.id::text) AS ids, sum((SELECT count(*) FROM ticket_message m WHERE m.ticket_id = t.id AND author = 'CUSTOMER'))::int AS asked,
       sum((SELECT count(*) FROM ticket_message m WHERE m.ticket_id = t.id AND author = 'ASSISTANT'))::int AS answered,
       sum((SELECT count(*) FROM ticket_clock c WHERE c.ticket_id = t.id))::int AS clocks,
       sum((SELECT count(*) FROM event e WHERE e.subject_id = t.id AND e.type = 'ticket.opened'))::int AS opened
     FROM ticket t WHERE t.question = $1`,
    [question],
  );
  return rows[0];
}

test.each<[OpeningFault, string, number]>([
  ['before commit', 'How do I download my monthly statement?', 0],
  ['after commit, before the assistant', 'How do I set a price alert?', 1],
  ['after the assistant, before reply', 'How do I remove an old device?', 1],
])(
  'a gateway killed %s: the retry under the same key leaves one ticket, asked, clocked, told and answered once',
  async (fault, text, before) => {
    expect(await life(fault, text, `key-${fault}`)).toBeUndefined();
    expect((await rowsOf(text))?.ids ?? []).toHaveLength(before);
    const ticketId = await life('never', text, `key-${fault}`);
    expect(await rowsOf(text)).toEqual({ ids: [ticketId], asked: 1, answered: 1, clocks: 1, opened: 1 });
  },
  60_000,
);

test('killed at any moment and tried again until it answers: one ticket', async () => {
  const text = 'How do I turn off push notifications?';
  const ids = new Set<string>();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const id = await life('never', text, 'key-random', attempt * 25);
    if (id !== undefined) ids.add(id);
  }
  const last = (await life('never', text, 'key-random')) ?? '';
  ids.add(last);
  expect([...ids]).toEqual([last]);
  expect(await rowsOf(text)).toEqual({ ids: [last], asked: 1, answered: 1, clocks: 1, opened: 1 });
}, 120_000);

test('a question whose customer never tries again is handed to a person when the assistant’s time is over', async () => {
  const text = 'How do I find my contract notes?';
  await life('after commit, before the assistant', text, 'key-gone');
  const [id] = (await rowsOf(text))?.ids ?? [];
  const watch = new WatchClocks({ pool: world.database.ops, clock: fixedClock(Date.now() + 60_000) });
  await watch.step();
  const { rows } = await world.database.ops.query('SELECT level, status FROM ticket WHERE id = $1', [id]);
  expect(rows).toEqual([{ level: 'L2', status: 'WAITING_FOR_BROKERAGE' }]);
}, 60_000);
