import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { Cost, ListSize, NoFurtherScope, RequiresAnyScope, RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';
import { ClassificationSource, TicketAuthor, TicketLevel } from './ticket.enums.js';
import { TICKET_READERS } from './ticket.type.js';

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('TicketClassification', { description: 'How a level came about. What a person overruled stays beside it.' })
export class TicketClassificationObject {
  @Field(() => ClassificationSource, { description: 'Rules, or a person.' })
  source!: ClassificationSource;

  @Field(() => TicketLevel, { description: 'The level.' })
  level!: TicketLevel;

  @Field(() => String, { description: 'How far it was ahead of the next level, 0 to 1, as a decimal.' })
  confidence!: string;

  @ListSize(1)
  @Field(() => [String], { description: 'Why, one sentence each.' })
  reasons!: string[];

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('HandoffExchange', { description: 'What the brokerage asked the customer, and the answer.' })
export class HandoffExchange {
  @Field(() => TicketAuthor, { description: 'Who asked.' })
  askedBy!: TicketAuthor;

  @Field(() => String, { description: 'The question to the customer.' })
  asked!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  askedAt!: string;

  @Field(() => String, { nullable: true, description: 'What the customer said; null while it is open.' })
  answer!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the customer said it.' })
  answeredAt!: string | null;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('HandoffTry', { description: 'An answer that was given and did not end the ticket.' })
export class HandoffTry {
  @Field(() => TicketAuthor, { description: 'Who answered.' })
  by!: TicketAuthor;

  @Field(() => String, { description: 'What was said.' })
  text!: string;

  @Field(() => String, { nullable: true, description: 'Key of the help article that was cited; null without.' })
  articleKey!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('HandoffConsultation', { description: 'Data of the customer that was looked at for the ticket.' })
export class HandoffConsultation {
  @Field(() => String, { description: 'What was looked at, in words.' })
  what!: string;

  @Field(() => ID, { description: 'The operation that read it: its receipt tells which fields of how many rows.' })
  operationId!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('TicketHandoff', {
  description: 'What went along when a ticket came to another level, so that the customer says nothing twice.',
})
export class TicketHandoffObject {
  @Field(() => TicketLevel, { description: 'Where it came from.' })
  from!: TicketLevel;

  @Field(() => TicketLevel, { description: 'Where it went.' })
  to!: TicketLevel;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, { description: 'The question, in the customer’s words.' })
  question!: string;

  @Field(() => DateTimeScalar, { description: 'When the answer was promised for at that moment.' })
  promisedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it was handed over.' })
  at!: string;
}

@RequiresScopes('tickets:answer')
@ObjectType('TicketNote', { description: 'A remark of the staff. No app and no customer ever sees it.' })
export class TicketNoteObject {
  @Field(() => String, { description: 'The remark.' })
  text!: string;

  @Field(() => ID, { description: 'Who wrote it.' })
  personId!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresScopes('tickets:answer')
@ObjectType('TicketClock', { description: 'A clock of a ticket: what is promised, and how it stands.' })
export class TicketClockObject {
  @Field(() => String, {
    description: 'ASSISTANT or HUMAN: whose promise it is. The assistant never stops the other one.',
  })
  kind!: string;

  @Field(() => String, { description: 'RUNNING, PAUSED (the customer is asked), MET or ENDED.' })
  state!: string;

  @Field(() => String, {
    description: 'ALWAYS, SERVICE_HOURS (09:00 to 18:00 of trading days) or TRADING_DAYS: the time that counts.',
  })
  calendar!: string;

  @Field(() => Int, { description: 'Seconds of that time that are promised.' })
  targetSeconds!: number;

  @Field(() => DateTimeScalar, { description: 'Its first start; opening a ticket again does not move it.' })
  startedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is due; null while it does not run.' })
  dueAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a warning was given.' })
  warnedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the promise was broken.' })
  breachedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was kept.' })
  metAt!: string | null;
}

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('TicketRating', { description: 'What the customer thought of it.' })
export class TicketRatingObject {
  @Field(() => Int, { description: 'Satisfaction, 1 to 5.' })
  satisfaction!: number;

  @Field(() => Int, { nullable: true, description: 'Would recommend us, 0 to 10; null when not said.' })
  recommend!: number | null;

  @Field(() => String, { nullable: true, description: 'In the customer’s words.' })
  comment!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('HelpArticle', {
  implements: Node,
  description: 'A text of the brokerage’s help. Holds no customer’s data.',
})
export class HelpArticleObject extends Node {
  @Field(() => ID, { description: 'Opaque id; the key lasts longer.' })
  declare id: string;

  @Field(() => String, { description: 'Its name, the same in all languages.' })
  key!: string;

  @Field(() => String, { description: '`zh` or `en`.' })
  language!: string;

  @Field(() => TicketLevel, { description: 'Level of the questions that it answers.' })
  level!: TicketLevel;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { description: 'Text.' })
  body!: string;
}
export const { Connection: HelpArticleConnection } = connectionOf('HelpArticle', HelpArticleObject);
