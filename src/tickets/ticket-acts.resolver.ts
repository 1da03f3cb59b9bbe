import { Arg, Ctx, Mutation, Resolver, UseMiddleware } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { AttemptGuard } from '../operation/schema/attempt-guard.js';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import type { CustomerActs } from './acts/customer-acts.js';
import { decodeOr, ticketPayload } from './mutation-answers.js';
import {
  AddTicketMessageInput,
  CloseTicketInput,
  OpenTicketInput,
  RateTicketInput,
  TicketPayload,
} from './ticket.inputs.js';

/** What customers do with tickets, through whichever app. */
@Resolver()
export class TicketActsResolver {
  readonly #reads: ReadResolvers;
  readonly #acts: CustomerActs;

  constructor(dependencies: { reads: ReadResolvers; customerActs: CustomerActs }) {
    this.#reads = dependencies.reads;
    this.#acts = dependencies.customerActs;
  }

  @RequiresScopes('tickets:write')
  @Cost(10)
  @Idempotent()
  @UseMiddleware(AttemptGuard)
  @Mutation(() => TicketPayload, {
    description:
      'Asks the brokerage. What the assistant can answer surely is answered in the same moment; all else goes to a person.',
  })
  openTicket(
    @Arg('input', () => OpenTicketInput, { description: 'The question.' }) { author, ...input }: OpenTicketInput,
    @Ctx() context: OperationContext,
  ): Promise<TicketPayload> {
    return ticketPayload(this.#reads, context, async () => {
      return this.#acts.open(context, {
        ...input,
        author: author ?? 'CUSTOMER',
        accountId: decodeOr(context, 'acc', input.accountId),
        transactionId: decodeOr(context, 'txn', input.transactionId),
        instrumentId: decodeOr(context, 'ins', input.instrumentId),
        campaignId: decodeOr(context, 'cmp', input.campaignId),
        pluginRunId: decodeOr(context, 'run', input.pluginRunId),
      });
    });
  }

  @RequiresScopes('tickets:write')
  @Cost(10)
  @Idempotent()
  @UseMiddleware(AttemptGuard)
  @Mutation(() => TicketPayload, {
    description: 'Adds to a ticket. After an answer of the assistant it goes to a person.',
  })
  addTicketMessage(
    @Arg('input', () => AddTicketMessageInput, { description: 'What, and to which.' }) {
      author,
      ticketId,
      ...input
    }: AddTicketMessageInput,
    @Ctx() context: OperationContext,
  ): Promise<TicketPayload> {
    return ticketPayload(this.#reads, context, async () =>
      this.#acts.say(context, {
        ...input,
        author: author ?? 'CUSTOMER',
        ticketId: context.ids.decode('tkt', ticketId),
      }),
    );
  }

  @RequiresScopes('tickets:write')
  @Cost(10)
  @Idempotent()
  @UseMiddleware(AttemptGuard)
  @Mutation(() => TicketPayload, { description: 'Opens a solved or closed ticket again, with the clock that it had.' })
  reopenTicket(
    @Arg('input', () => AddTicketMessageInput, { description: 'Which, and why.' }) {
      author,
      ticketId,
      ...input
    }: AddTicketMessageInput,
    @Ctx() context: OperationContext,
  ): Promise<TicketPayload> {
    return ticketPayload(this.#reads, context, async () =>
      this.#acts.reopen(context, {
        ...input,
        author: author ?? 'CUSTOMER',
        ticketId: context.ids.decode('tkt', ticketId),
      }),
    );
  }

  @RequiresScopes('tickets:write')
  @Cost(10)
  @Idempotent()
  @Mutation(() => TicketPayload, {
    description: 'Ends a ticket by the customer’s wish. A complaint is not ended through an app.',
  })
  closeTicket(
    @Arg('input', () => CloseTicketInput, { description: 'Which.' }) input: CloseTicketInput,
    @Ctx() context: OperationContext,
  ): Promise<TicketPayload> {
    return ticketPayload(this.#reads, context, async () => {
      const { idempotencyKey } = input;
      return this.#acts.close(context, {
        idempotencyKey,
        ticketId: context.ids.decode('tkt', input.ticketId),
        solved: input.solved ?? false,
      });
    });
  }

  @RequiresScopes('tickets:write')
  @Cost(10)
  @Idempotent()
  @Mutation(() => TicketPayload, {
    description: 'Rates a ticket that has ended; a second rating takes the place of the first.',
  })
  rateTicket(
    @Arg('input', () => RateTicketInput, { description: 'The rating.' }) { ticketId, ...input }: RateTicketInput,
    @Ctx() context: OperationContext,
  ): Promise<TicketPayload> {
    return ticketPayload(this.#reads, context, async () =>
      this.#acts.rate(context, { ...input, ticketId: context.ids.decode('tkt', ticketId) }),
    );
  }
}
