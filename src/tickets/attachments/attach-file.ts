import { createHash } from 'node:crypto';
import { newId } from '../../kernel/ids.js';
import type { Queries } from '../clocks/clock-rows.js';
import { lockTicket, type Touch } from '../ticket-row.js';
import { ticketError } from '../tickets.errors.js';
import type { AttachmentStore } from './attachment-store.js';
import { ATTACHMENTS_PER_TICKET_MAX, type CheckedFile } from './check-file.js';

/**
 * Keeps a checked file with a ticket that has not ended, in the caller's transaction. A bucket is written before the row commits, so a
 * crash leaves an object that nothing names, never a row without its object.
 *
 * @param store left out where the database holds the content itself
 * @throws PublicError TICKET_NOT_FOUND, TICKET_STATE_CONFLICT, TICKET_ATTACHMENT_REFUSED
 */
export async function attachFile(
  client: Queries,
  touch: Touch,
  ticketId: string,
  file: CheckedFile,
  parts: {
    readonly store: AttachmentStore | undefined;
    readonly addedBy: 'CUSTOMER' | 'APP' | 'STAFF';
    readonly at: number;
  },
): Promise<string> {
  const ticket = await lockTicket(client, touch, ticketId);
  if (ticket.status === 'SOLVED' || ticket.status === 'CLOSED')
    throw ticketError('TICKET_STATE_CONFLICT', { params: { status: ticket.status, act: 'ATTACH' } });
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM ticket_attachment WHERE ticket_id = $1',
    [ticketId],
  );
  if ((rows[0]?.count ?? 0) >= ATTACHMENTS_PER_TICKET_MAX)
    throw ticketError('TICKET_ATTACHMENT_REFUSED', {
      params: { reason: `a ticket has at most ${ATTACHMENTS_PER_TICKET_MAX} attachments` },
    });
  const id = newId();
  const { name, mediaType, content } = file;
  if (parts.store) await parts.store.put(id, content, mediaType);
  await client.query(
    `INSERT INTO ticket_attachment (id, ticket_id, customer_id, app_id, name, media_type, size_bytes, sha256, store, content, added_by, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      ticketId,
      ticket.customerId,
      ticket.appId,
      name,
      mediaType,
      content.length,
      createHash('sha256').update(content).digest(),
      parts.store ? 'BUCKET' : 'DATABASE',
      parts.store ? null : content,
      parts.addedBy,
      new Date(parts.at),
    ],
  );
  return id;
}
