import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers } from '../operation/index.js';
import { Cost, ListSize, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { holderOf } from '../storage/index.js';
import { decodeOr, ticketPayload, userErrorOf } from './mutation-answers.js';
import type { TicketAgents } from './staff/agents.js';
import { CANNED_REPLIES } from './staff/canned-replies.js';
import type { ConsultForTicket } from './staff/consult.js';
import type { StaffActs } from './staff/staff-acts.js';
import {
  AddTicketNoteInput,
  AssignTicketInput,
  CannedReplyObject,
  ChangeTicketLevelInput,
  ConsultForTicketInput,
  ConsultForTicketPayload,
  EndTicketInput,
  ReplyToTicketInput,
  SetTicketAgentInput,
  SetTicketAgentPayload,
  SetTicketManagerInput,
  TicketIdInput,
} from './staff.inputs.js';
import { TicketPayload } from './ticket.inputs.js';
import { TicketConnection, TicketQueueArguments } from './ticket.type.js';

interface Parts {
  readonly reads: ReadResolvers;
  readonly staffActs: StaffActs;
  readonly ticketAgents: TicketAgents;
  readonly consultForTicket: ConsultForTicket;
}

/** The staff's desk. Who acts is the person of the grant; their roles are asked for at each operation. */
@Resolver()
export class StaffTicketsResolver {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  @PagedList()
  @RequiresScopes('tickets:answer')
  @Query(() => TicketConnection, {
    description: 'What the brokerage owes an answer at a level, nearest promise first.',
  })
  ticketQueue(@Args(() => TicketQueueArguments) args: TicketQueueArguments, @Ctx() context: OperationContext) {
    return this.#parts.reads.root('ticketQueue', args, context);
  }

  @ListSize(10)
  @RequiresScopes('tickets:answer')
  @Query(() => [CannedReplyObject], { description: 'Prepared replies.' })
  cannedReplies(): CannedReplyObject[] {
    return Object.entries(CANNED_REPLIES).map(([key, { zh, en }]) => ({ key, zh, en }));
  }

  @RequiresScopes('tickets:answer')
  @Cost(10)
  @Mutation(() => TicketPayload, { description: 'Takes a ticket.' })
  takeTicket(
    @Arg('input', () => TicketIdInput, { description: 'Which.' }) input: TicketIdInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#on(context, input.ticketId, (personId, id) => this.#parts.staffActs.take(personId, id));
  }

  @RequiresScopes('tickets:answer')
  @Cost(10)
  @Mutation(() => TicketPayload, { description: 'Gives a ticket to a colleague.' })
  assignTicket(
    @Arg('input', () => AssignTicketInput, { description: 'Which, to whom.' }) input: AssignTicketInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#on(context, input.ticketId, (personId, id) =>
      this.#parts.staffActs.assign(personId, id, context.ids.decode('per', input.personId)),
    );
  }

  @RequiresScopes('tickets:answer')
  @Cost(10)
  @Idempotent()
  @Mutation(() => TicketPayload, { description: 'Writes to the customer.' })
  replyToTicket(
    @Arg('input', () => ReplyToTicketInput, { description: 'What, to which.' }) {
      ticketId,
      idempotencyKey: key,
      ...reply
    }: ReplyToTicketInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#on(context, ticketId, (personId, id) =>
      this.#parts.staffActs.reply(personId, { ...reply, ticketId: id }, { holder: holderOf(context.grant), key }),
    );
  }

  @RequiresScopes('tickets:answer')
  @Cost(10)
  @Idempotent()
  @Mutation(() => TicketPayload, { description: 'Adds a remark that only staff see.' })
  addTicketNote(
    @Arg('input', () => AddTicketNoteInput, { description: 'What, to which.' }) input: AddTicketNoteInput,
    @Ctx() context: OperationContext,
  ) {
    const { ticketId, text, idempotencyKey: key } = input;
    return this.#on(context, ticketId, (personId, id) =>
      this.#parts.staffActs.note(personId, id, text, { holder: holderOf(context.grant), key }),
    );
  }

  @RequiresScopes('tickets:answer')
  @Cost(10)
  @Mutation(() => TicketPayload, {
    description: 'Overrules the level; the packet goes along, and what was decided before stays beside it.',
  })
  changeTicketLevel(
    @Arg('input', () => ChangeTicketLevelInput, { description: 'Which, to where, why.' }) input: ChangeTicketLevelInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#on(context, input.ticketId, (personId, id) =>
      this.#parts.staffActs.changeLevel(personId, id, input.level, input.reason),
    );
  }

  @RequiresScopes('tickets:answer')
  @Cost(10)
  @Mutation(() => TicketPayload, { description: 'Ends a ticket, complaints included.' })
  endTicket(
    @Arg('input', () => EndTicketInput, { description: 'Which, how.' }) input: EndTicketInput,
    @Ctx() context: OperationContext,
  ) {
    return this.#on(context, input.ticketId, (personId, id) =>
      this.#parts.staffActs.end(personId, id, input.solved ? 'SOLVED' : 'CLOSED'),
    );
  }

  @RequiresScopes('tickets:answer')
  @Cost(20)
  @Mutation(() => ConsultForTicketPayload, {
    description:
      'Looks at the customer’s data for a ticket that you have. It is an operation with a receipt, which the ticket hands on.',
  })
  async consultForTicket(
    @Arg('input', () => ConsultForTicketInput, { description: 'What, for which.' }) input: ConsultForTicketInput,
    @Ctx() context: OperationContext,
  ): Promise<ConsultForTicketPayload> {
    try {
      const ticketId = context.ids.decode('tkt', input.ticketId);
      const { id } = actingPerson(context);
      const found = await this.#parts.consultForTicket.look(id, ticketId, input.what, context.operationId);
      return { operationId: context.ids.encode('op', found.operationId), json: found.json, userErrors: [] };
    } catch (error) {
      return { operationId: null, json: null, userErrors: [userErrorOf(error)] };
    }
  }

  @RequiresScopes('tickets:oversee')
  @Cost(10)
  @Mutation(() => SetTicketAgentPayload, { description: 'Says what somebody answers.' })
  async setTicketAgent(
    @Arg('input', () => SetTicketAgentInput, { description: 'Who answers what.' }) {
      topics,
      personId,
      ...agent
    }: SetTicketAgentInput,
    @Ctx() context: OperationContext,
  ): Promise<SetTicketAgentPayload> {
    return this.#setUp(context, async () => {
      const id = decodeOr(context, 'per', personId) ?? actingPerson(context).id;
      await this.#parts.ticketAgents.set({ ...agent, topics: topics ?? [], personId: id });
      return id;
    });
  }

  @RequiresScopes('tickets:oversee')
  @Cost(10)
  @Mutation(() => SetTicketAgentPayload, {
    description: 'Names a customer’s own manager, who gets the tickets of a high-net-worth customer first.',
  })
  async setTicketManager(
    @Arg('input', () => SetTicketManagerInput, { description: 'Whose, who.' }) input: SetTicketManagerInput,
    @Ctx() context: OperationContext,
  ): Promise<SetTicketAgentPayload> {
    return this.#setUp(context, async () => {
      const id = decodeOr(context, 'per', input.personId);
      await this.#parts.ticketAgents.setManager(context.ids.decode('cus', input.customerId), id);
      return id;
    });
  }

  #on(
    context: OperationContext,
    publicId: string,
    act: (personId: string, ticketId: string) => Promise<void>,
  ): Promise<TicketPayload> {
    return ticketPayload(this.#parts.reads, context, async () => {
      const ticketId = context.ids.decode('tkt', publicId);
      await act(actingPerson(context).id, ticketId);
      return ticketId;
    });
  }

  async #setUp(context: OperationContext, act: () => Promise<string | null>): Promise<SetTicketAgentPayload> {
    try {
      const id = await act();
      return { personId: id === null ? null : context.ids.encode('per', id), userErrors: [] };
    } catch (error) {
      return { personId: null, userErrors: [userErrorOf(error)] };
    }
  }
}
