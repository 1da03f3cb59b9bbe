import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

const MINUTE = 60_000;

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

/**
 * Five tickets of 10:00, worked out by hand. Quantiles are continuous: of n sorted times the place is q × (n − 1), between two in proportion.
 *
 * | ticket | first response | solved | contacts | breached |
 * | --- | --- | --- | --- | --- |
 * | A, L1 | 0 s, the assistant | 120 s | 1 | |
 * | B, L2 | 540 s | 540 s | 1 | |
 * | C, L2 | 300 s | 1200 s | 2, the first answer was not enough | |
 * | D, L2 | 1800 s | 1800 s | 1 | at 900 s |
 * | E, L3 | – | – | 1 | |
 */
test('the four boards say what can be worked out by hand', async () => {
  const desk = (await world.staff()).grantId;
  const a = await world.open('How do I download my monthly statement?');
  const b = await world.open('Why was my order rejected?');
  const c = await world.open('Why was my order not filled?');
  const d = await world.open('Why was my dividend taxed?');
  const e = await world.open('Should I buy gold or bonds now?');
  expect([a, b, c, d, e].map(({ level }) => level)).toEqual(['L1', 'L2', 'L2', 'L2', 'L3']);
  const reply = (ticketId: string, solves: boolean) =>
    world.act('replyToTicket', { ticketId, text: 'Here is how.', solves }, desk);
  world.clock.advance(2 * MINUTE);
  await world.act('closeTicket', { ticketId: a.id, solved: true });
  world.clock.advance(3 * MINUTE);
  await reply(c.id, false);
  world.clock.advance(4 * MINUTE);
  await reply(b.id, true);
  world.clock.advance(1 * MINUTE);
  await world.act('addTicketMessage', { ticketId: c.id, text: 'I still do not see it.' });
  world.clock.advance(5 * MINUTE);
  await world.watch.step();
  world.clock.advance(5 * MINUTE);
  await reply(c.id, true);
  world.clock.advance(10 * MINUTE);
  await reply(d.id, true);

  const lead = (await world.staff(['SUPPORT_LEAD'])).grantId;
  const { ticketBoards } = await world.data<{ ticketBoards: unknown }>(BOARDS, {}, lead);
  expect(ticketBoards).toEqual({
    firstResponse: [
      { level: 'L1', opened: 1, responded: 1, medianSeconds: 0, p90Seconds: 0 },
      { level: 'L2', opened: 3, responded: 3, medianSeconds: 540, p90Seconds: 1548 }, // 540 + 0.8 × 1260
      { level: 'L3', opened: 1, responded: 0, medianSeconds: null, p90Seconds: null },
      { level: 'ALL', opened: 5, responded: 4, medianSeconds: 420, p90Seconds: 1422 }, // (300 + 540) / 2; 540 + 0.7 × 1260
    ],
    resolution: [
      { level: 'L1', solved: 1, medianSeconds: 120, p90Seconds: 120 },
      { level: 'L2', solved: 3, medianSeconds: 1200, p90Seconds: 1680 }, // 1200 + 0.8 × 600
      { level: 'L3', solved: 0, medianSeconds: null, p90Seconds: null },
      { level: 'ALL', solved: 4, medianSeconds: 870, p90Seconds: 1620 }, // (540 + 1200) / 2; 1200 + 0.7 × 600
    ],
    oneContact: [
      { level: 'L1', oneContact: 1, rate: '1' },
      { level: 'L2', oneContact: 2, rate: '0.6667' },
      { level: 'L3', oneContact: 0, rate: null },
      { level: 'ALL', oneContact: 3, rate: '0.75' },
    ],
    breaches: [
      { level: 'L1', breached: 0, rate: '0' },
      { level: 'L2', breached: 1, rate: '0.3333' },
      { level: 'L3', breached: 0, rate: '0' },
      { level: 'ALL', breached: 1, rate: '0.2' },
    ],
  });
});

const BOARDS = `{ ticketBoards(from: "2026-10-28T00:00:00Z", to: "2026-10-29T00:00:00Z") {
  firstResponse { level opened responded medianSeconds p90Seconds } resolution { level solved medianSeconds p90Seconds }
  oneContact { level oneContact rate } breaches { level breached rate } } }`;
