import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { IdempotentInput } from '../operation/schema/idempotent.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { TicketLevel, TicketTopic } from './ticket.enums.js';
import { HelpLanguage } from './ticket.inputs.js';

const TICKET = 'Which ticket.';

@InputType({ description: 'Which ticket.' })
export class TicketIdInput {
  @Field(() => ID, { description: TICKET })
  ticketId!: string;
}

@InputType({ description: 'Which ticket, and who gets it.' })
export class AssignTicketInput {
  @Field(() => ID, { description: TICKET })
  ticketId!: string;

  @Field(() => ID, { description: 'Who gets it: somebody set up by `setTicketAgent` and at work.' })
  personId!: string;
}

@InputType({ description: 'A reply of the staff. A text, a prepared reply, or both.' })
export class ReplyToTicketInput extends IdempotentInput {
  @Field(() => ID, { description: TICKET })
  ticketId!: string;

  @Field(() => String, { nullable: true, description: 'Plain text, at most 4,000 characters.' })
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of a prepared reply, see `cannedReplies`; sent in the ticket’s language.',
  })
  canned?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: a question to the customer; the clock stands until the answer. A prepared reply knows by itself.',
  })
  asksBack?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'true: the matter is solved by this.' })
  solves?: boolean | null;
}

@InputType({ description: 'A remark that only staff see.' })
export class AddTicketNoteInput extends IdempotentInput {
  @Field(() => ID, { description: TICKET })
  ticketId!: string;

  @Field(() => String, { description: 'Plain text, at most 4,000 characters.' })
  text!: string;
}

@InputType({ description: 'A level that a person decides.' })
export class ChangeTicketLevelInput {
  @Field(() => ID, { description: TICKET })
  ticketId!: string;

  @Field(() => TicketLevel, { description: 'L2 or L3: a person is at it, so it does not go back to the assistant.' })
  level!: TicketLevel;

  @Field(() => String, { description: 'Why, at most 500 characters. The customer sees it.' })
  reason!: string;
}

@InputType({ description: 'How a ticket ends.' })
export class EndTicketInput {
  @Field(() => ID, { description: TICKET })
  ticketId!: string;

  @Field(() => Boolean, { description: 'true: solved. false: closed without that being said.' })
  solved!: boolean;
}

export enum TicketLookUp {
  PROFILE = 'PROFILE',
  ACCOUNTS = 'ACCOUNTS',
  BALANCES = 'BALANCES',
  TRANSACTIONS = 'TRANSACTIONS',
}
registerEnumType(TicketLookUp, {
  name: 'TicketLookUp',
  description: 'What may be looked at for a ticket.',
  valuesConfig: {
    PROFILE: { description: 'Tier, risk level, base currency, since when a customer.' },
    ACCOUNTS: { description: 'Accounts: name, masked number, kind and status.' },
    BALANCES: { description: 'Cash by account and currency.' },
    TRANSACTIONS: { description: 'The last 20 transactions.' },
  },
});

@InputType({ description: 'What to look at for a ticket.' })
export class ConsultForTicketInput {
  @Field(() => ID, { description: 'Which ticket; you must have it, and it must be open.' })
  ticketId!: string;

  @Field(() => TicketLookUp, { description: 'What.' })
  what!: TicketLookUp;
}

@InputType({ description: 'What somebody of the staff answers.' })
export class SetTicketAgentInput {
  @Field(() => ID, { nullable: true, description: 'Who; yourself when left out.' })
  personId?: string | null;

  @Field(() => [TicketLevel], { description: 'Which levels.' })
  levels!: TicketLevel[];

  @Field(() => [TicketTopic], { nullable: true, description: 'Which topics; all when left out.' })
  topics?: TicketTopic[] | null;

  @Field(() => [HelpLanguage], { description: 'In which languages.' })
  languages!: HelpLanguage[];

  @Field(() => Int, { description: 'How many open tickets at once, 1 to 500.' })
  capacity!: number;

  @Field(() => Boolean, { description: 'At work now: false gets nothing new.' })
  available!: boolean;
}

@InputType({ description: 'A customer’s own manager.' })
export class SetTicketManagerInput {
  @Field(() => ID, { description: '`Ticket.customerId` of one of the customer’s tickets.' })
  customerId!: string;

  @Field(() => ID, { nullable: true, description: 'Who; null takes the manager away.' })
  personId?: string | null;
}

@RequiresScopes('tickets:answer')
@ObjectType('ConsultForTicketPayload', { description: 'What was found.' })
export class ConsultForTicketPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The operation that read it; its receipt tells which fields of how many rows.',
  })
  operationId!: string | null;

  @Field(() => String, { nullable: true, description: 'The answer as JSON text, in the shape of the schema.' })
  json!: string | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType('SetTicketAgentPayload', { description: 'The outcome of setting who answers what.' })
export class SetTicketAgentPayload {
  @Field(() => ID, { nullable: true, description: 'Who was set up; null when there was an error.' })
  personId!: string | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@RequiresScopes('tickets:answer')
@ObjectType('CannedReply', { description: 'A prepared reply.' })
export class CannedReplyObject {
  @Field(() => String, { description: 'Its key.' })
  key!: string;

  @Field(() => String, { description: 'In Chinese.' })
  zh!: string;

  @Field(() => String, { description: 'In English.' })
  en!: string;
}
