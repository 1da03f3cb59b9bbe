import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FIRST_PARTY_APP } from '../../src/identity/index.js';
import { type Act, after, type Doer, STATUSES, type Status, TRANSITIONS } from '../../src/tickets/states.js';
import { createTicketWorld, type TicketWorld } from './ticket-world.js';

let world: TicketWorld;
let desk: string;
let own: string;
beforeAll(async () => {
  world = await createTicketWorld();
  desk = (await world.staff()).grantId;
  own = await world.ownPages(world.anna.id);
});
afterAll(() => world?.close());

interface Move {
  readonly act: Act;
  readonly by: Doer;
  readonly field: string;
  readonly input?: Record<string, unknown>;
}

/** What people can ask for by the API, as acts of the table. */
const MOVES: readonly Move[] = [
  { act: 'WRITE', by: 'CUSTOMER', field: 'addTicketMessage', input: { text: 'One more thing.' } },
  { act: 'SOLVE', by: 'CUSTOMER', field: 'closeTicket', input: { solved: true } },
  { act: 'CLOSE', by: 'CUSTOMER', field: 'closeTicket', input: { solved: false } },
  { act: 'REOPEN', by: 'CUSTOMER', field: 'reopenTicket', input: { text: 'It is back.' } },
  { act: 'TAKE', by: 'STAFF', field: 'takeTicket' },
  { act: 'ASK_BACK', by: 'STAFF', field: 'replyToTicket', input: { text: 'Which one?', asksBack: true } },
  { act: 'ANSWER', by: 'STAFF', field: 'replyToTicket', input: { text: 'Here.' } },
  { act: 'SOLVE', by: 'STAFF', field: 'endTicket', input: { solved: true } },
  { act: 'CLOSE', by: 'STAFF', field: 'endTicket', input: { solved: false } },
];

/** Inserted as it stands: a ticket is brought into each status without the acts that this test is about. */
async function ticketIn(status: Status, kind: 'QUESTION' | 'COMPLAINT'): Promise<string> {
  const { rows } = await world.database.ops.query<{ id: string }>(
    `INSERT INTO ticket (id, customer_id, app_id, kind, topic, subject, question, question_digest, language, level, priority, status, tier, promised_at, opened_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'OTHER', 's', 'q', '', 'en', 'L2', 'NORMAL', $4, 'MASS', $5, $5, $5) RETURNING id`,
    [world.anna.id, world.appId, kind, status, new Date(world.clock.now())],
  );
  return world.parts.ids.encode(world.appId, 'tkt', rows[0]?.id ?? '');
}

describe.each(['QUESTION', 'COMPLAINT'] as const)('a %s', (kind) => {
  test.each(MOVES.map((move) => [`${move.act} by ${move.by}`, move] as const))(
    '%s leads where the table says, and elsewhere is a user error that changes nothing',
    async (_name, { act, by, field, input }) => {
      for (const status of STATUSES) {
        const ticketId = await ticketIn(status, kind);
        const grant = by === 'STAFF' ? desk : own;
        const id = by === 'STAFF' ? ticketId : publicId(ticketId);
        const { userErrors } = await world.act(field, { ticketId: id, ...input }, grant);
        const expected = after(act, by, { status, kind });
        const now = (await world.see(ticketId, desk))?.status;
        const codes = userErrors.map(({ code }) => code);
        if (expected === undefined) {
          expect([status, now, codes]).toEqual([
            status,
            status,
            [expect.stringMatching(/^TICKET_(STATE_CONFLICT|COMPLAINT_STANDS)$/)],
          ]);
        } else expect([status, now, codes]).toEqual([status, expected, []]);
      }
    },
  );
});

test('neither the assistant nor time ends a complaint, and nobody but the staff takes or answers', () => {
  for (const status of STATUSES) {
    for (const act of ['SOLVE', 'CLOSE', 'ANSWER_AT_ONCE'] as const)
      for (const by of ['ASSISTANT', 'PLATFORM'] as const)
        expect(after(act, by, { status, kind: 'COMPLAINT' })).toBeUndefined();
    for (const act of ['TAKE', 'ASK_BACK', 'ANSWER'] as const)
      for (const by of ['CUSTOMER', 'ASSISTANT', 'PLATFORM'] as const)
        expect(after(act, by, { status, kind: 'QUESTION' })).toBeUndefined();
  }
  expect(Object.keys(TRANSITIONS)).toHaveLength(9);
});

/** The id as the brokerage's own pages know it: ids are pairwise per app. */
function publicId(ofApp: string): string {
  const uuid = world.parts.ids.decode(world.appId, ofApp)?.uuid ?? '';
  return world.parts.ids.encode(FIRST_PARTY_APP.id, 'tkt', uuid);
}
