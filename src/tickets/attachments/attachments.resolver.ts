import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, UseMiddleware } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { AttemptGuard } from '../../operation/schema/attempt-guard.js';
import { Cost, ListSize, RequiresAnyScope, RequiresScopes } from '../../operation/schema/directives.js';
import { Idempotent } from '../../operation/schema/idempotent.js';
import type { CustomerActs } from '../acts/customer-acts.js';
import { userErrorOf } from '../mutation-answers.js';
import { TICKET_READERS, TicketObject } from '../ticket.type.js';
import { AttachToTicketInput, AttachToTicketPayload, TicketAttachmentObject } from './attachment.type.js';
import type { AttachmentStore } from './attachment-store.js';

interface Parts {
  readonly reads: ReadResolvers;
  readonly customerActs: CustomerActs;
  readonly attachmentStore: AttachmentStore | undefined;
}

@Resolver(() => TicketAttachmentObject)
export class TicketAttachmentsResolver {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  @RequiresAnyScope(...TICKET_READERS)
  @Query(() => TicketAttachmentObject, {
    nullable: true,
    description: 'One file of a ticket; null when there is none that may be seen.',
  })
  ticketAttachment(
    @Arg('id', () => ID, { description: 'Id of the attachment.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#parts.reads.root('ticketAttachment', { id }, context);
  }

  /** The only way to the bytes: a field like any other, so scope, reach, cost and receipt hold for files too. */
  @Cost(20)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The content in base64. Costs 20 points; a download like any other read, with a receipt.',
  })
  async contentBase64(
    @Root() attachment: TicketAttachmentObject,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    const id = context.ids.decode('att', attachment.id);
    const [[row] = []] = await context.reach.read([
      {
        name: 'ticket_attachment_content',
        text: "SELECT store, encode(content, 'base64') FROM ticket_attachment WHERE id = $1::uuid",
        values: [id],
      },
    ]);
    if (!row) return null;
    if (row[0] === 'DATABASE') return (row[1] ?? '').replaceAll('\n', '');
    const { attachmentStore } = this.#parts;
    if (!attachmentStore) throw new Error('An attachment lies in a bucket, and none is configured');
    return (await attachmentStore.get(id)).toString('base64');
  }

  @RequiresScopes('tickets:write')
  @Cost(20)
  @Idempotent()
  @UseMiddleware(AttemptGuard)
  @Mutation(() => AttachToTicketPayload, { description: 'Adds a file to a ticket.' })
  async attachToTicket(
    @Arg('input', () => AttachToTicketInput, { description: 'The file.' }) {
      ticketId,
      author,
      ...file
    }: AttachToTicketInput,
    @Ctx() context: OperationContext,
  ): Promise<AttachToTicketPayload> {
    try {
      const decoded = context.ids.decode('tkt', ticketId);
      const id = await this.#parts.customerActs.attach(context, {
        ...file,
        ticketId: decoded,
        author: author ?? 'CUSTOMER',
      });
      const attachment = await this.#parts.reads.root(
        'ticketAttachment',
        { id: context.ids.encode('att', id) },
        context,
      );
      return { attachment, userErrors: [] };
    } catch (error) {
      return { attachment: null, userErrors: [userErrorOf(error)] };
    }
  }
}

@Resolver(() => TicketObject)
export class TicketFilesResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @ListSize(5)
  @FieldResolver(() => [TicketAttachmentObject], { description: 'Files, first to last.' })
  attachments(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.attachments', ticket, {}, context);
  }
}
