import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar, JsonObjectScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';

/** What happened. Facts are of the moment; links lead to how it is now. Its scopes follow from the table of types: `event-words.ts`. */
@ObjectType('Event', {
  implements: Node,
  description:
    'Something that happened, as this app may see it. Immutable: `data` holds the facts of that moment, links lead to what is there now.',
})
export class EventObject extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only; also its cursor in the feed.' })
  declare id: string;

  @Field(() => String, {
    description: 'Dotted type, e.g. `transactions.recorded`; `event.withheld` where no consent covers it any more.',
  })
  type!: string;

  @Field(() => Int, { description: 'Version of the shape of `data`.' })
  version!: number;

  @Field(() => Int, { description: 'Place in this app’s feed: 1, 2, 3 …, without holes.' })
  position!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Counts this app’s events of one customer: 1, 2, 3 …, without holes. Null for the app’s own affairs.',
  })
  sequence!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it happened; null when it is withheld.' })
  occurredAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'The customer it is about: `Customer.id` of this app.' })
  customerId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The account it is about, when it is one.' })
  accountId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The consent it is about, for events `grant.*`.' })
  grantId!: string | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'The facts, in the shape of `schema/events/<type>.json`; null when it is withheld.',
  })
  data!: unknown;
}

export const { Connection: EventConnection } = connectionOf('Event', EventObject);

@Cost(1)
@RequiresScopes('events:read')
@ObjectType('EventFeed', { description: 'How far this app’s feed reaches, and how far the app has followed it.' })
export class EventFeedObject {
  @Field(() => Int, { description: 'Position of the newest event; 0 while there is none.' })
  lastPosition!: number;

  @Field(() => Int, { description: 'Position up to which the app has acknowledged; 0 before the first time.' })
  acknowledgedPosition!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of that position: pass it as `after` to go on from there. Null before the first time.',
  })
  acknowledgedCursor!: string | null;
}

@InputType({ description: 'Up to where the app has followed its feed.' })
export class AcknowledgeEventsInput {
  @Field(() => ID, { description: 'Id of the last event that was dealt with; all before it count as dealt with, too.' })
  through!: string;
}

@NoFurtherScope()
@ObjectType('AcknowledgeEventsPayload', { description: 'The outcome of `acknowledgeEvents`.' })
export class AcknowledgeEventsPayload {
  @Field(() => Int, { nullable: true, description: 'Position that is acknowledged now; null when there was an error.' })
  acknowledgedPosition!: number | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
