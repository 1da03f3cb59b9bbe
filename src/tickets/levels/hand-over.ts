import { newId } from '../../kernel/ids.js';
import type { Level } from '../clocks/clock.js';
import type { Queries } from '../clocks/clock-rows.js';
import type { TicketRow } from '../ticket-row.js';

/** What was asked of the customer, and what the customer said to it. `answer` is null while it is open. */
export interface Exchange {
  readonly askedBy: 'STAFF' | 'ASSISTANT';
  readonly asked: string;
  readonly askedAt: string;
  readonly answer: string | null;
  readonly answeredAt: string | null;
}

/** An answer that did not end it. */
export interface Tried {
  readonly by: 'STAFF' | 'ASSISTANT';
  readonly text: string;
  readonly article: string | null;
  readonly at: string;
}

/** Data that was looked at: the operation’s record tells which fields of how many rows. */
export interface Consulted {
  readonly what: string;
  readonly operationId: string;
  readonly at: string;
}

interface MessageRow {
  readonly author: string;
  readonly kind: string;
  readonly body: string;
  readonly article_key: string | null;
  readonly at: Date;
}

export interface Handover {
  readonly from: Level;
  readonly to: Level;
  readonly reason: string;
  readonly promisedAt: number;
  readonly personId: string | null;
  readonly at: number;
}

/**
 * Writes the packet that whoever takes over gets, and the customer sees: the question as it was asked, all that was asked back with
 * the answers, what was tried, what data was consulted, and what is promised. Made of the ticket's own rows, so
 * nobody has to remember it.
 */
export async function insertHandoff(client: Queries, ticket: TicketRow, handover: Handover): Promise<void> {
  const messages = await client.query<MessageRow>(
    'SELECT author, kind, body, article_key, at FROM ticket_message WHERE ticket_id = $1 ORDER BY at, id',
    [ticket.id],
  );
  const consulted = await client.query<{ what: string; operation_id: string; at: Date }>(
    'SELECT what, operation_id, at FROM ticket_consultation WHERE ticket_id = $1 ORDER BY at, id',
    [ticket.id],
  );
  const { exchanges, tried } = readConversation(messages.rows);
  const looked: Consulted[] = consulted.rows.map(({ what, operation_id: operationId, at }) => ({
    what,
    operationId,
    at: at.toISOString(),
  }));
  await client.query({
    name: 'ticket_handoff_insert',
    text: `INSERT INTO ticket_handoff (id, ticket_id, customer_id, app_id, from_level, to_level, reason, question, exchanges, tried, consulted,
             promised_at, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      newId(),
      ticket.id,
      ticket.customerId,
      ticket.appId,
      handover.from,
      handover.to,
      handover.reason,
      ticket.question,
      JSON.stringify(exchanges),
      JSON.stringify(tried),
      JSON.stringify(looked),
      new Date(handover.promisedAt),
      handover.personId,
      new Date(handover.at),
    ],
  });
}

/** Each question to the customer with what the customer wrote next, and each answer that was given. */
export function readConversation(messages: readonly MessageRow[]): { exchanges: Exchange[]; tried: Tried[] } {
  const exchanges: Exchange[] = [];
  const tried: Tried[] = [];
  for (const { author, kind, body, article_key: article, at } of messages) {
    const by = author === 'STAFF' ? 'STAFF' : 'ASSISTANT';
    if (author === 'CUSTOMER' || author === 'APP') {
      const open = exchanges.findIndex(({ answer }) => answer === null);
      const asked = exchanges[open];
      if (asked) exchanges[open] = { ...asked, answer: body, answeredAt: at.toISOString() };
    } else if (kind === 'QUESTION') {
      exchanges.push({ askedBy: by, asked: body, askedAt: at.toISOString(), answer: null, answeredAt: null });
    } else tried.push({ by, text: body, article, at: at.toISOString() });
  }
  return { exchanges, tried };
}
