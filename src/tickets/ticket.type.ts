import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CustomerTier } from '../accounts/index.js';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { ListSize, RequiresAnyScope, RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';
import {
  TicketAuthor,
  TicketKind,
  TicketLevel,
  TicketMessageKind,
  TicketPriority,
  TicketStatus,
  TicketTopic,
} from './ticket.enums.js';

/** The customer's own view and the desk's: the same fields, other rows. */
export const TICKET_READERS = ['tickets:read', 'tickets:answer'] as const;

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('TicketMessage', { implements: Node, description: 'Something that was said in a ticket. Never edited.' })
export class TicketMessageObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => TicketAuthor, { description: 'Who wrote it.' })
  author!: TicketAuthor;

  @Field(() => TicketMessageKind, { description: 'What it is for.' })
  kind!: TicketMessageKind;

  @Field(() => String, {
    description:
      'Plain text. Nothing in it can begin an HTML tag, and it holds no control characters but tab and line feed.',
  })
  text!: string;

  @Field(() => String, { nullable: true, description: 'Key of the help article that the assistant cites; else null.' })
  articleKey!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  at!: string;
}
export const { Connection: TicketMessageConnection } = connectionOf('TicketMessage', TicketMessageObject);

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('Ticket', {
  implements: Node,
  description:
    'A question or complaint of a customer, and what became of it. An app sees those that were opened through it.',
})
export class TicketObject extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only.' })
  declare id: string;

  @Field(() => TicketKind, { description: 'Question or complaint.' })
  kind!: TicketKind;

  @Field(() => TicketTopic, { description: 'What it is about.' })
  topic!: TicketTopic;

  @Field(() => String, { description: 'One line.' })
  subject!: string;

  @Field(() => String, { description: 'What was asked, in the words of the first message.' })
  question!: string;

  @Field(() => String, { description: 'Language of the question: `zh` or `en`.' })
  language!: string;

  @Field(() => TicketLevel, { description: 'Who has to answer.' })
  level!: TicketLevel;

  @Field(() => TicketPriority, { description: 'How pressing it is.' })
  priority!: TicketPriority;

  @Field(() => TicketStatus, { description: 'Whose turn it is.' })
  status!: TicketStatus;

  @ListSize(1)
  @Field(() => [String], { description: 'Words that sort it; at most 10.' })
  tags!: string[];

  @Field(() => Int, { description: 'How often it was opened again.' })
  reopenedCount!: number;

  @Field(() => Int, { description: 'How often the customer had to turn to us; answers to our questions don’t count.' })
  contactCount!: number;

  @Field(() => DateTimeScalar, {
    description: 'When the customer has what the level promises, by the clock of service hours or trading days.',
  })
  promisedAt!: string;

  @Field(() => Boolean, { description: 'A promise of this ticket was broken at some time.' })
  breached!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  openedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When something last changed.' })
  updatedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a person first replied; the assistant does not count.',
  })
  firstRespondedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was solved; null while it is not.' })
  solvedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; null while it is not.' })
  closedAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'The campaign it is about, as it was given; else null.' })
  campaignId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The plugin run it is about, as it was given; else null.' })
  pluginRunId!: string | null;

  @RequiresScopes('tickets:answer')
  @Field(() => CustomerTier, { description: 'Tier of the customer when it was opened.' })
  customerTier!: CustomerTier;

  @RequiresScopes('tickets:answer')
  @Field(() => ID, { description: 'Whose ticket it is: the same id for all tickets of one customer.' })
  customerId!: string;

  @RequiresScopes('tickets:answer')
  @Field(() => ID, { nullable: true, description: 'Who of the staff has it; null while it waits in the queue.' })
  assignedTo!: string | null;
}
export const { Connection: TicketConnection } = connectionOf('Ticket', TicketObject);

@InputType({ description: 'Which tickets to list; every given condition must hold.' })
export class TicketFilter {
  @Field(() => [TicketStatus], { nullable: true, description: 'In any of these statuses.' })
  statuses?: TicketStatus[];

  @Field(() => TicketKind, { nullable: true, description: 'Questions or complaints.' })
  kind?: TicketKind;

  @Field(() => TicketTopic, { nullable: true, description: 'Of this topic.' })
  topic?: TicketTopic;

  @Field(() => String, { nullable: true, description: 'With this tag.' })
  tag?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'With all these words in subject or question: words of Latin letters, and pairs of Chinese characters.',
  })
  text?: string;
}

@ArgsType()
export class TicketArguments extends PageArguments {
  @Field(() => TicketFilter, { nullable: true, description: 'Which tickets to list; all when absent.' })
  filter?: TicketFilter;
}

@ArgsType()
export class TicketQueueArguments extends PageArguments {
  @Field(() => TicketLevel, { description: 'Which queue.' })
  level!: TicketLevel;

  @Field(() => [TicketTopic], { nullable: true, description: 'Only these topics.' })
  topics?: TicketTopic[];

  @Field(() => ID, { nullable: true, description: 'Only what this person has.' })
  assignedTo?: string;

  @Field(() => Boolean, { nullable: true, description: 'true: only what nobody has.' })
  unassigned?: boolean;
}
