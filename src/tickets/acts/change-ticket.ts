import { end, resume } from '../clocks/clock.js';
import { type Queries, readClocks, writeClock } from '../clocks/clock-rows.js';
import { promiseLevel } from '../levels/start-clocks.js';
import { chooseAgent } from '../staff/assign.js';
import type { Doer } from '../states.js';
import { tell } from '../tell.js';
import { checkText } from '../text/check-text.js';
import { lockTicket, statusAfter, type Touch, writeTicket } from '../ticket-row.js';
import { ticketError } from '../tickets.errors.js';
import { insertMessage } from './messages.js';
import { passOn } from './pass-on.js';

/** What a customer, or an app in the customer's name, says to a ticket. */
export interface Said {
  readonly ticketId: string;
  readonly text: string;
  readonly author: 'CUSTOMER' | 'APP';
}

/**
 * Adds the customer's message. After an answer of the assistant it means that the answer was not enough, and the ticket goes up;
 * after a question of the staff it is the answer, and the clock goes on.
 *
 * @throws PublicError TICKET_NOT_FOUND, TICKET_TEXT_INVALID, TICKET_STATE_CONFLICT
 */
export async function addMessage(
  client: Queries,
  touch: Touch,
  { ticketId, text, author }: Said,
  at: number,
): Promise<void> {
  const body = checkText('text', text);
  const ticket = await lockTicket(client, touch, ticketId);
  const status = statusAfter('WRITE', 'CUSTOMER', ticket);
  await insertMessage(client, ticket, { author, kind: 'MESSAGE', body, at });
  const answered = ticket.status === 'WAITING_FOR_CUSTOMER';
  const contact = answered && !(await wasAsked(client, ticketId)) ? ({ contact: true } as const) : {};
  if (answered && ticket.level === 'L1') {
    const reason = NOT_ENOUGH[ticket.language];
    await passOn(client, ticket, { to: 'L2', reason, doer: 'CUSTOMER', change: contact }, at);
  } else {
    if (answered)
      for (const clock of await readClocks(client, ticketId))
        if (clock.state === 'PAUSED') await writeClock(client, ticketId, resume(clock, at));
    await writeTicket(client, ticketId, status, at, contact);
  }
  const now = ticket.level === 'L1' && answered ? 'WAITING_FOR_BROKERAGE' : status;
  await tell(client, ticket, at, [{ type: 'ticket.message_added', data: { author, status: now } }]);
}

/** Ends a ticket; `solvedAt` where the solution was there before. @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT, TICKET_COMPLAINT_STANDS */
export async function endTicket(
  client: Queries,
  touch: Touch,
  ticketId: string,
  as: 'SOLVED' | 'CLOSED',
  at: number,
  solvedAt = at,
) {
  const ticket = await lockTicket(client, touch, ticketId);
  // An app speaks for the customer, but a complaint may be about it: its end needs the customer or the staff in person.
  if (ticket.kind === 'COMPLAINT' && touch.by === 'CUSTOMER' && !touch.ownPages)
    throw ticketError('TICKET_COMPLAINT_STANDS');
  const status = statusAfter(as === 'SOLVED' ? 'SOLVE' : 'CLOSE', touch.by, ticket);
  for (const clock of await readClocks(client, ticketId)) await writeClock(client, ticketId, end(clock, at));
  await writeTicket(client, ticketId, status, at, as === 'SOLVED' ? { solvedAt } : { closedAt: at });
  await tell(client, ticket, at, [
    { type: as === 'SOLVED' ? 'ticket.solved' : 'ticket.closed', data: { by: touch.by } },
  ]);
}

/**
 * Opens a ticket again, with the clock that it had: who comes back has waited since the first time. A ticket that only the
 * assistant had dealt with goes to a person.
 *
 * @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT, TICKET_TEXT_INVALID
 */
export async function reopenTicket(client: Queries, touch: Touch, said: Said, at: number): Promise<void> {
  const body = checkText('text', said.text);
  const ticket = await lockTicket(client, touch, said.ticketId);
  const doer: Doer = touch.by;
  const status = statusAfter('REOPEN', doer, ticket);
  const change = { reopened: true, contact: true } as const;
  await insertMessage(client, ticket, { author: said.author, kind: 'MESSAGE', body, at });
  if (ticket.level === 'L1') {
    await passOn(client, { ...ticket, status }, { to: 'L2', reason: NOT_ENOUGH[ticket.language], doer, change }, at);
  } else {
    const promisedAt = await promiseLevel(client, ticket, ticket.level, at);
    const assignedTo = ticket.assignedTo ?? (await chooseAgent(client, ticket));
    await writeTicket(client, ticket.id, status, at, { ...change, promisedAt, assignedTo });
  }
  const { level, promisedAt } = await lockTicket(client, { by: 'PLATFORM' }, ticket.id);
  await tell(client, ticket, at, [
    { type: 'ticket.reopened', data: { level, promisedAt: promisedAt.toISOString(), by: doer } },
  ]);
}

/** Whether the last thing that the brokerage wrote is a question: then the customer's message is no new contact. */
async function wasAsked(client: Queries, ticketId: string): Promise<boolean> {
  const { rows } = await client.query<{ kind: string }>(
    `SELECT kind FROM ticket_message WHERE ticket_id = $1 AND author IN ('ASSISTANT', 'STAFF') ORDER BY at DESC, id DESC LIMIT 1`,
    [ticketId],
  );
  return rows[0]?.kind === 'QUESTION';
}

const NOT_ENOUGH = {
  zh: '客户表示智能助手的答复未能解决问题。',
  en: 'The assistant’s answer was not enough for the customer.',
} as const;
