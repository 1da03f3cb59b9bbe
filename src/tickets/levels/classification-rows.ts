import { newId } from '../../kernel/ids.js';
import type { Level } from '../clocks/clock.js';
import type { Queries } from '../clocks/clock-rows.js';
import type { TicketRow } from '../ticket-row.js';

export interface NewClassification {
  readonly source: 'RULES' | 'STAFF';
  readonly level: Level;
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly personId?: string;
}

export async function insertClassification(
  client: Queries,
  ticket: Pick<TicketRow, 'id' | 'customerId' | 'appId'>,
  made: NewClassification,
  at: number,
): Promise<void> {
  await client.query({
    name: 'ticket_classification_insert',
    text: `INSERT INTO ticket_classification (id, ticket_id, customer_id, app_id, source, level, confidence, reasons, person_id, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      newId(),
      ticket.id,
      ticket.customerId,
      ticket.appId,
      made.source,
      made.level,
      made.confidence,
      made.reasons,
      made.personId ?? null,
      new Date(at),
    ],
  });
}
