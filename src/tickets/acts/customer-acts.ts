import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { OperationContext } from '../../operation/index.js';
import { holderOf, inTransaction, onceByKey } from '../../storage/index.js';
import { attachFile } from '../attachments/attach-file.js';
import type { AttachmentStore } from '../attachments/attachment-store.js';
import { checkFile } from '../attachments/check-file.js';
import type { AttachmentScanner } from '../attachments/clamd-scanner.js';
import type { Touch } from '../ticket-row.js';
import { ticketError } from '../tickets.errors.js';
import { addMessage, endTicket, reopenTicket, type Said } from './change-ticket.js';
import type { Owner } from './check-links.js';
import { type NewTicket, openTicket } from './open-ticket.js';
import { type Rating, rateTicket } from './rate-ticket.js';
import type { RespondToTicket } from './respond.js';

type Keyed = { readonly idempotencyKey?: string | null };

export interface CustomerActsParts {
  /** A pool of the role openfolio_ops: acts look for the owner first. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly respond: RespondToTicket;
  /** Left out where the database holds attachments. */
  readonly store?: AttachmentStore | undefined;
  /** Left out where nothing looks for viruses. */
  readonly scanner?: AttachmentScanner | undefined;
}

export interface NewFile {
  readonly ticketId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly contentBase64: string;
  readonly author: 'CUSTOMER' | 'APP';
}

/** What a customer does with tickets, alone or through an app. Each act is one transaction and happens once for a key. */
export class CustomerActs {
  readonly #parts: CustomerActsParts;

  constructor(parts: CustomerActsParts) {
    this.#parts = parts;
  }

  /** @returns the ticket’s id, when the assistant has had its turn */
  async open(context: OperationContext, { idempotencyKey, ...asked }: NewTicket & Keyed): Promise<string> {
    const owner = ownerOf(context);
    const id = await this.#once(context, 'openTicket', idempotencyKey, asked, (client, at) =>
      openTicket(client, owner, asked, at),
    );
    await this.#parts.respond.respond(id);
    return id;
  }

  async say(context: OperationContext, { idempotencyKey, ...said }: Said & Keyed): Promise<string> {
    return this.#once(context, 'addTicketMessage', idempotencyKey, said, async (client, at) => {
      await addMessage(client, touchOf(context), said, at);
      return said.ticketId;
    });
  }

  async close(context: OperationContext, { idempotencyKey, ...input }: Keyed & { ticketId: string; solved: boolean }) {
    return this.#once(context, 'closeTicket', idempotencyKey, input, async (client, at) => {
      await endTicket(client, touchOf(context), input.ticketId, input.solved ? 'SOLVED' : 'CLOSED', at);
      return input.ticketId;
    });
  }

  async reopen(context: OperationContext, { idempotencyKey, ...said }: Said & Keyed): Promise<string> {
    return this.#once(context, 'reopenTicket', idempotencyKey, said, async (client, at) => {
      await reopenTicket(client, touchOf(context), said, at);
      return said.ticketId;
    });
  }

  async rate(context: OperationContext, { idempotencyKey, ...rating }: Rating & Keyed): Promise<string> {
    return this.#once(context, 'rateTicket', idempotencyKey, rating, async (client, at) => {
      await rateTicket(client, touchOf(context), rating, at);
      return rating.ticketId;
    });
  }

  /** @returns the attachment’s id */
  async attach(context: OperationContext, { idempotencyKey, ...file }: NewFile & Keyed): Promise<string> {
    const { store, scanner } = this.#parts;
    const checked = checkFile(file.name, file.mediaType, file.contentBase64);
    await scanner?.scan(checked.content); // before the transaction, which would wait for it
    return this.#once(context, 'attachToTicket', idempotencyKey, file, (client, at) =>
      attachFile(client, touchOf(context), file.ticketId, checked, { store, addedBy: file.author, at }),
    );
  }

  #once(
    { grant }: OperationContext,
    act: string,
    key: string | null | undefined,
    input: unknown,
    effect: (client: pg.PoolClient, at: number) => Promise<string>,
  ): Promise<string> {
    const now = this.#parts.clock.now();
    return inTransaction(this.#parts.pool, (client) =>
      onceByKey(client, { holder: holderOf(grant), act, key, input, now }, () => effect(client, now)),
    );
  }
}

/** @throws PublicError TICKET_NEEDS_CUSTOMER */
export function ownerOf({ grant }: OperationContext): Owner {
  const { customerId, appId, accountIds } = grant;
  if (customerId === null) throw ticketError('TICKET_NEEDS_CUSTOMER');
  return { customerId, appId, accountIds };
}

/** @throws PublicError TICKET_NEEDS_CUSTOMER */
export function touchOf(context: OperationContext): Touch {
  const { customerId, appId, accountIds } = ownerOf(context);
  return { by: 'CUSTOMER', customerId, appId, ownPages: accountIds === '*' };
}
