import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSettings } from '../../src/config.js';
import { EndSilent } from '../../src/tickets/index.js';
import { createTicketWorld, MORNING, type TicketWorld } from './ticket-world.js';

const DAY = 86_400_000;

let world: TicketWorld;
let desk: string;
beforeAll(async () => {
  world = await createTicketWorld();
  desk = (await world.staff()).grantId;
});
afterAll(() => world?.close());

/** As a process would that has just started: nothing is remembered but rows. */
function freshStart(setting?: string): EndSilent {
  const policies = readSettings({ OPENFOLIO_TICKET_SILENCE: setting }).settings.OPENFOLIO_TICKET_SILENCE;
  return new EndSilent({ pool: world.database.ops, clock: world.clock, policies });
}

async function after(days: number, setting?: string): Promise<number> {
  world.clock.advance(days * DAY);
  return freshStart(setting).step();
}

describe('silence of the customer', () => {
  test('after an answer means that it was the solution, at the moment of the answer, and closes the ticket later', async () => {
    const { id } = await world.open('How do I download my monthly statement?');
    expect(await after(3 - 1 / 1440)).toBe(0);
    expect(await after(1 / 1440)).toBe(1);
    const solved = await world.data('query($id: ID!) { ticket(id: $id) { status solvedAt closedAt } }', { id });
    expect(solved).toEqual({ ticket: { status: 'SOLVED', solvedAt: MORNING, closedAt: null } });
    expect(await after(7)).toBe(1);
    expect(await world.see(id)).toMatchObject({ status: 'CLOSED' });
    expect((await world.told()).slice(-2)).toEqual(['ticket.solved', 'ticket.closed']);
    expect(await after(100)).toBe(0);
  });

  test('after a question of the staff closes the ticket, and nothing was solved', async () => {
    const { id } = await world.open('Why was my order rejected?');
    await world.act('replyToTicket', { ticketId: id, text: 'Which order?', asksBack: true }, desk);
    expect(await after(3)).toBe(1);
    const ended = await world.data('query($id: ID!) { ticket(id: $id) { status solvedAt } }', { id });
    expect(ended).toEqual({ ticket: { status: 'CLOSED', solvedAt: null } });
  });

  test('ends no complaint, and nothing that the brokerage owes', async () => {
    const { id } = await world.open('I want to complain about the hotline.');
    await world.act('replyToTicket', { ticketId: id, text: 'We are sorry. It is mended.' }, desk);
    const owed = await world.open('Why was my dividend taxed?');
    expect(await after(400)).toBe(0);
    expect(await world.see(id)).toMatchObject({ status: 'WAITING_FOR_CUSTOMER' });
    expect(await world.see(owed.id)).toMatchObject({ status: 'NEW' });
  });

  test('follows the rule of the day since which it lasts', async () => {
    await world.open('How do I find my contract notes?');
    const day = new Date(world.clock.now() + DAY).toISOString().slice(0, 10);
    const setting = `2000-01-01:5/5,${day}:1/1`;
    expect(await after(2, setting)).toBe(0); // the ticket's five days, not the one of tickets after that day
    await world.open('How do I set a price alert?');
    expect(await after(1.5, setting)).toBe(1);
    expect(await after(1.5, setting)).toBeGreaterThanOrEqual(1);
  });

  test('looked at by ten processes at once ends a ticket once', async () => {
    const { id } = await world.open('How do I remove an old device?');
    world.clock.advance(3 * DAY);
    const before = (await world.told()).length;
    await Promise.all(Array.from({ length: 10 }, () => freshStart().step()));
    const told = (await world.told()).slice(before);
    expect(await world.see(id)).toMatchObject({ status: 'SOLVED' });
    expect(told.filter((type) => type === 'ticket.solved')).toHaveLength(1);
  });
});

/** Ten o'clock in Shanghai, in service hours. */
function toWednesdayMorning(): void {
  const at = new Date(world.clock.now());
  const next = at.getUTCDate() + 7 + ((3 - at.getUTCDay() + 7) % 7);
  world.clock.advance(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), next, 2) - at.getTime());
}

test('who comes back after such an end goes on with the clock of the first time', async () => {
  toWednesdayMorning();
  const { id, promisedAt } = await world.open('Why was my order not filled?');
  const startedAt = new Date(world.clock.now()).toISOString();
  world.clock.advance(10 * 60_000);
  await world.act('replyToTicket', { ticketId: id, text: 'It was below the market.' }, desk);
  expect(Date.parse(promisedAt) - world.clock.now()).toBe(5 * 60_000);
  await after(3);
  await after(7);
  expect(await world.see(id)).toMatchObject({ status: 'CLOSED' });
  toWednesdayMorning();
  await world.act('reopenTicket', { ticketId: id, text: 'It was not below the market.' });
  const seen = await world.data<{
    ticket: { reopenedCount: number; promisedAt: string; clocks: { kind: string; startedAt: string }[] };
  }>('query($id: ID!) { ticket(id: $id) { reopenedCount promisedAt clocks { kind startedAt } } }', { id }, desk);
  expect(seen.ticket.reopenedCount).toBe(1);
  expect(seen.ticket.clocks).toEqual([{ kind: 'HUMAN', startedAt: startedAt.replace('.000Z', 'Z') }]);
  expect(Date.parse(seen.ticket.promisedAt) - world.clock.now()).toBe(5 * 60_000); // ten of the fifteen minutes are used
});

test.each(['2026-01-01', '2026-01-01:0/7', '2026-01-01:3/7,2025-01-01:3/7', '2026-13-01:3/7'])(
  'the setting %p is refused at the start',
  (OPENFOLIO_TICKET_SILENCE) => {
    expect(readSettings({ OPENFOLIO_TICKET_SILENCE }).problems.join()).toContain('OPENFOLIO_TICKET_SILENCE');
  },
);
