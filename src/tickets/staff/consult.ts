import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { lockTicket } from '../ticket-row.js';
import { ticketError } from '../tickets.errors.js';

/** What may be looked at for a ticket: fixed documents, so that nobody reads more than the matter needs. */
export const LOOK_UPS = {
  PROFILE: 'query TicketProfile { viewer { tier riskLevel baseCurrency customerSince } }',
  ACCOUNTS:
    'query TicketAccounts { accounts(first: 20) { edges { node { name maskedNumber type status openedOn } } } }',
  BALANCES:
    'query TicketBalances { accounts(first: 20) { edges { node { name balances { currency total available frozen settling withdrawable } } } } }',
  TRANSACTIONS:
    'query TicketTransactions { transactions(first: 20) { edges { node { type tradeDate settleDate quantity price net { amount currency } instrument { symbol nameZh } note } } } }',
} as const;
export type LookUp = keyof typeof LOOK_UPS;

/**
 * Runs a document as the customer's own session, under an id that is given, so that its receipt can be named. The parent is the
 * operation of whoever looks.
 *
 * @returns `data` as JSON text
 */
export type LookUpAs = (customerId: string, document: string, operationId: string, parentId: string) => Promise<string>;

export interface ConsultParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/**
 * Customer's data for a ticket: only for whoever has the ticket, only while it is open, each time as an operation with a
 * receipt of its own, which the ticket remembers and hands on.
 */
export class ConsultForTicket {
  readonly #parts: ConsultParts;
  #lookUpAs: LookUpAs | undefined;

  constructor(parts: ConsultParts) {
    this.#parts = parts;
  }

  /** The pipeline is there only after the schema that this stands behind. */
  use(lookUpAs: LookUpAs): void {
    this.#lookUpAs = lookUpAs;
  }

  /** @throws PublicError TICKET_NOT_FOUND, TICKET_NOT_YOURS */
  async look(
    personId: string,
    ticketId: string,
    what: LookUp,
    parentId: string,
  ): Promise<{ operationId: string; json: string }> {
    const { pool, clock } = this.#parts;
    if (!this.#lookUpAs) throw new Error('Nobody told how to look things up');
    const operationId = newId();
    const ticket = await inTransaction(pool, async (client) => {
      const found = await lockTicket(client, { by: 'STAFF', personId }, ticketId);
      if (found.assignedTo !== personId || found.status === 'SOLVED' || found.status === 'CLOSED')
        throw ticketError('TICKET_NOT_YOURS');
      await client.query(
        'INSERT INTO ticket_consultation (id, ticket_id, customer_id, operation_id, what, at) VALUES ($1, $2, $3, $4, $5, $6)',
        [newId(), ticketId, found.customerId, operationId, what, new Date(clock.now())],
      );
      return found;
    });
    return { operationId, json: await this.#lookUpAs(ticket.customerId, LOOK_UPS[what], operationId, parentId) };
  }
}
