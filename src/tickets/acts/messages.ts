import { newId } from '../../kernel/ids.js';
import type { Reply } from '../clocks/clock.js';
import type { Queries } from '../clocks/clock-rows.js';
import type { TicketRow } from '../ticket-row.js';

export interface NewMessage extends Reply {
  readonly body: string;
  readonly personId?: string | null;
  readonly articleKey?: string | null;
  readonly at: number;
}

/** @returns the message’s id */
export async function insertMessage(
  client: Queries,
  ticket: Pick<TicketRow, 'id' | 'customerId' | 'appId'>,
  message: NewMessage,
): Promise<string> {
  const id = newId();
  await client.query({
    name: 'ticket_message_insert',
    text: `INSERT INTO ticket_message (id, ticket_id, customer_id, app_id, author, person_id, kind, body, article_key, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      id,
      ticket.id,
      ticket.customerId,
      ticket.appId,
      message.author,
      message.personId ?? null,
      message.kind,
      message.body,
      message.articleKey ?? null,
      new Date(message.at),
    ],
  });
  return id;
}
