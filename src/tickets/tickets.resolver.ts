import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Account, Transaction } from '../accounts/index.js';
import { EventObject } from '../events/index.js';
import { Instrument } from '../market/index.js';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { ListSize, PagedList, RequiresAnyScope, RequiresScopes } from '../operation/schema/directives.js';
import {
  TICKET_READERS,
  TicketArguments,
  TicketConnection,
  TicketMessageConnection,
  TicketObject,
} from './ticket.type.js';
import {
  HandoffConsultation,
  HandoffExchange,
  HandoffTry,
  TicketClassificationObject,
  TicketClockObject,
  TicketHandoffObject,
  TicketNoteObject,
  TicketRatingObject,
} from './ticket-parts.type.js';

@Resolver(() => TicketObject)
export class TicketsResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresAnyScope(...TICKET_READERS)
  @Query(() => TicketConnection, {
    description:
      'The tickets that may be seen, latest first: the customer’s through this app, or all at the staff’s desk.',
  })
  tickets(@Args(() => TicketArguments) args: TicketArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('tickets', args, context);
  }

  @RequiresAnyScope(...TICKET_READERS)
  @Query(() => TicketObject, { nullable: true, description: 'One ticket; null when there is none that may be seen.' })
  ticket(@Arg('id', () => ID, { description: 'Id of the ticket.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('ticket', { id }, context);
  }

  @PagedList()
  @FieldResolver(() => TicketMessageConnection, {
    description: 'What was said, first to last. Notes of the staff are no messages.',
  })
  messages(
    @Root() ticket: TicketObject,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Ticket.messages', ticket, page, context);
  }

  @ListSize(2)
  @FieldResolver(() => [TicketClassificationObject], { description: 'How its level came about, first to last.' })
  classifications(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.classifications', ticket, {}, context);
  }

  @ListSize(2)
  @FieldResolver(() => [TicketHandoffObject], {
    description: 'What went along at each change of level, first to last.',
  })
  handoffs(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.handoffs', ticket, {}, context);
  }

  @FieldResolver(() => TicketRatingObject, {
    nullable: true,
    description: 'The customer’s rating; null while there is none.',
  })
  rating(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.rating', ticket, {}, context);
  }

  @RequiresScopes('tickets:answer')
  @ListSize(5)
  @FieldResolver(() => [TicketNoteObject], { description: 'Remarks of the staff, first to last.' })
  notes(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.notes', ticket, {}, context);
  }

  @RequiresScopes('tickets:answer')
  @ListSize(2)
  @FieldResolver(() => [TicketClockObject], { description: 'Its clocks.' })
  clocks(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.clocks', ticket, {}, context);
  }

  @RequiresScopes('accounts:read')
  @FieldResolver(() => Account, {
    nullable: true,
    description: 'The account it is about; null when it is about none, or the grant does not cover it.',
  })
  account(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.account', ticket, {}, context);
  }

  @RequiresScopes('transactions:read')
  @FieldResolver(() => Transaction, { nullable: true, description: 'The transaction it is about; else null.' })
  transaction(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.transaction', ticket, {}, context);
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { nullable: true, description: 'The instrument it is about; else null.' })
  instrument(@Root() ticket: TicketObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Ticket.instrument', ticket, {}, context);
  }
}

@Resolver(() => TicketHandoffObject)
export class TicketHandoffResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @ListSize(3)
  @FieldResolver(() => [HandoffExchange], { description: 'What the customer was asked, with the answers.' })
  exchanges(@Root() handoff: TicketHandoffObject, @Ctx() context: OperationContext) {
    return this.#reads.child('TicketHandoff.exchanges', handoff, {}, context);
  }

  @ListSize(2)
  @FieldResolver(() => [HandoffTry], { description: 'Answers that were given already.' })
  tried(@Root() handoff: TicketHandoffObject, @Ctx() context: OperationContext) {
    return this.#reads.child('TicketHandoff.tried', handoff, {}, context);
  }

  @ListSize(3)
  @FieldResolver(() => [HandoffConsultation], { description: 'Data that was looked at, with the receipts.' })
  consulted(@Root() handoff: TicketHandoffObject, @Ctx() context: OperationContext) {
    return this.#reads.child('TicketHandoff.consulted', handoff, {}, context);
  }
}

@Resolver(() => EventObject)
export class EventTicketResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('tickets:read')
  @FieldResolver(() => TicketObject, {
    nullable: true,
    description: 'The ticket it is about, as of now; null for events of other kinds.',
  })
  ticket(@Root() event: EventObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Event.ticket', event, {}, context);
  }
}
