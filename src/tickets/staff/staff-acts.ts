import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { type ByKey, inTransaction, type KeyedAct, onceByKey, WITHOUT_KEY } from '../../storage/index.js';
import { endTicket } from '../acts/change-ticket.js';
import { insertMessage } from '../acts/messages.js';
import { passOn } from '../acts/pass-on.js';
import { hearReply } from '../acts/reply.js';
import type { Level } from '../clocks/clock.js';
import type { Queries } from '../clocks/clock-rows.js';
import { tell } from '../tell.js';
import { checkText } from '../text/check-text.js';
import { lockTicket, statusAfter, type TicketRow, writeTicket } from '../ticket-row.js';
import { ticketError } from '../tickets.errors.js';
import { CANNED_REPLIES } from './canned-replies.js';

export interface StaffReply {
  readonly ticketId: string;
  /** Left out where a canned reply says it. */
  readonly text?: string | null;
  readonly canned?: string | null;
  /** A question to the customer stops the clock until it is answered. */
  readonly asksBack?: boolean | null;
  readonly solves?: boolean | null;
}

/** What staff do with tickets. Each act is one transaction with its events; who did it stands in the rows and in the record. */
export class StaffActs {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** Takes a ticket, also from somebody who has it. @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT */
  take(personId: string, ticketId: string): Promise<void> {
    return this.#change(personId, ticketId, UNKEYED, async (client, ticket, at) => {
      await give(client, ticket, { to: personId, by: personId, at });
    });
  }

  /** Gives a ticket to a colleague who answers tickets. @throws PublicError TICKET_NOT_FOUND, TICKET_AGENT_UNKNOWN, TICKET_STATE_CONFLICT */
  assign(personId: string, ticketId: string, to: string): Promise<void> {
    return this.#change(personId, ticketId, UNKEYED, async (client, ticket, at) => {
      const { rowCount } = await client.query('SELECT FROM ticket_agent WHERE person_id = $1 AND available', [to]);
      if (rowCount === 0) throw ticketError('TICKET_AGENT_UNKNOWN');
      await give(client, ticket, { to, by: personId, at });
    });
  }

  /** @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT, TICKET_TEXT_INVALID, TICKET_CANNED_UNKNOWN, IDEMPOTENCY_KEY_* */
  reply(personId: string, reply: StaffReply, by: ByKey = WITHOUT_KEY): Promise<void> {
    const once = { ...by, act: 'replyToTicket', input: reply };
    return this.#change(personId, reply.ticketId, once, async (client, ticket, at) => {
      const { body, kind } = replyOf(reply, ticket.language);
      const status = statusAfter(kind === 'QUESTION' ? 'ASK_BACK' : 'ANSWER', 'STAFF', ticket);
      const message = { author: 'STAFF', kind, body, personId, at } as const;
      await insertMessage(client, ticket, message);
      await hearReply(client, ticket.id, message, at);
      await writeTicket(client, ticket.id, status, at, {
        firstRespondedAt: at,
        assignedTo: ticket.assignedTo ?? personId,
      });
      await tell(client, ticket, at, [{ type: 'ticket.message_added', data: { author: 'STAFF', status } }]);
      if (reply.solves) await endTicket(client, { by: 'STAFF', personId }, ticket.id, 'SOLVED', at);
    });
  }

  /** A remark that never leaves the staff's desk. @throws PublicError TICKET_NOT_FOUND, TICKET_TEXT_INVALID, IDEMPOTENCY_KEY_* */
  note(personId: string, ticketId: string, text: string, by: ByKey = WITHOUT_KEY): Promise<void> {
    const once = { ...by, act: 'addTicketNote', input: { ticketId, text } };
    return this.#change(personId, ticketId, once, async (client, ticket, at) => {
      await client.query(
        'INSERT INTO ticket_note (id, ticket_id, customer_id, person_id, body, at) VALUES ($1, $2, $3, $4, $5, $6)',
        [newId(), ticketId, ticket.customerId, personId, checkText('note', text), new Date(at)],
      );
    });
  }

  /**
   * Overrules the level, with a reason that the customer sees too.
   * @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT (also when it is of that level already), TICKET_TEXT_INVALID
   */
  changeLevel(personId: string, ticketId: string, to: Level, reason: string): Promise<void> {
    return this.#change(personId, ticketId, UNKEYED, async (client, ticket, at) => {
      if (ticket.level === to || to === 'L1')
        throw ticketError('TICKET_STATE_CONFLICT', { params: { status: `of ${ticket.level}`, act: `going to ${to}` } });
      await passOn(client, ticket, { to, reason: checkText('reason', reason), doer: 'STAFF', personId }, at);
    });
  }

  /** @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT */
  end(personId: string, ticketId: string, as: 'SOLVED' | 'CLOSED'): Promise<void> {
    return inTransaction(this.#pool, (client) =>
      endTicket(client, { by: 'STAFF', personId }, ticketId, as, this.#clock.now()),
    );
  }

  #change(
    personId: string,
    ticketId: string,
    once: Omit<KeyedAct, 'now'>,
    work: (client: Queries, ticket: TicketRow, at: number) => Promise<void>,
  ): Promise<void> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      await onceByKey(client, { ...once, now }, async () => {
        await work(client, await lockTicket(client, { by: 'STAFF', personId }, ticketId), now);
        return null;
      });
    });
  }
}

/** An act that comes to the same end when it is repeated. */
const UNKEYED = { ...WITHOUT_KEY, act: '', input: null };

function replyOf({ text, canned, asksBack }: StaffReply, language: 'zh' | 'en') {
  if (canned == null) return { body: checkText('text', text ?? ''), kind: asksBack ? 'QUESTION' : 'ANSWER' } as const;
  const known = Object.hasOwn(CANNED_REPLIES, canned) ? CANNED_REPLIES[canned] : undefined;
  if (!known) throw ticketError('TICKET_CANNED_UNKNOWN', { params: { known: Object.keys(CANNED_REPLIES).join(', ') } });
  const body =
    text == null || text.trim() === '' ? known[language] : `${known[language]}\n\n${checkText('text', text)}`;
  return { body, kind: known.kind };
}

async function give(
  client: Queries,
  ticket: TicketRow,
  { to, by, at }: { to: string; by: string; at: number },
): Promise<void> {
  await writeTicket(client, ticket.id, statusAfter('TAKE', 'STAFF', ticket), at, { assignedTo: to });
  await tell(client, ticket, at, [{ type: 'ticket.assigned', data: { to, by } }]);
}
