import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { ListSize, RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';

export enum HookStatus {
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  DELETED = 'DELETED',
}
registerEnumType(HookStatus, {
  name: 'HookStatus',
  description: 'Whether a hook sends.',
  valuesConfig: {
    ACTIVE: { description: 'It sends.' },
    PAUSED: { description: 'It stands still; its deliveries wait.' },
    DELETED: { description: 'Its owner deleted it.' },
  },
});

export enum HookPausedReason {
  OWNER = 'OWNER',
  EXHAUSTED = 'EXHAUSTED',
  FROZEN = 'FROZEN',
  GONE = 'GONE',
}
registerEnumType(HookPausedReason, {
  name: 'HookPausedReason',
  description: 'Why a hook stands still.',
  valuesConfig: {
    OWNER: { description: 'Its owner paused it.' },
    FROZEN: { description: 'The app was frozen; after its release, rotate the secret and resume.' },
    EXHAUSTED: { description: 'A delivery failed to the last try, over about 75 hours.' },
    GONE: { description: 'The receiver answered 410.' },
  },
});

export enum DeliveryState {
  PENDING = 'PENDING',
  SENDING = 'SENDING',
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  WITHHELD = 'WITHHELD',
}
registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'How far a delivery is.',
  valuesConfig: {
    PENDING: { description: 'Waits for its next try.' },
    SENDING: { description: 'On its way.' },
    DELIVERED: { description: 'The receiver answered 2xx.' },
    FAILED: { description: 'The last try failed; the hook is paused.' },
    CANCELLED: { description: 'The consent ended, or the hook was deleted.' },
    WITHHELD: { description: 'The consent does not cover what the document asks for.' },
  },
});

@RequiresScopes('hooks:manage')
@ObjectType('DeliveryAttempt', { description: 'One try of a delivery.' })
export class DeliveryAttemptObject {
  @Field(() => Int, { description: 'Counts all tries of the delivery from 1, replays included.' })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  at!: string;

  @Field(() => String, {
    description: 'DELIVERED, REFUSED, GONE, TIMEOUT, UNREACHABLE, BLOCKED (forbidden address) or RENDER_FAILED.',
  })
  outcome!: string;

  @Field(() => Int, { nullable: true, description: 'Status of the answer; null when there was none.' })
  httpStatus!: number | null;

  @Field(() => Int, { description: 'Milliseconds until it was decided.' })
  durationMs!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Beginning of the answer, or what went wrong; null again after 30 days.',
  })
  detail!: string | null;
}

@RequiresScopes('hooks:manage')
@ObjectType('Delivery', {
  implements: Node,
  description: 'One event on its way to one hook. Its payload is not shown.',
})
export class DeliveryObject extends Node {
  @Field(() => ID, { description: 'The `webhook-id`, the same in every try: dedupe by it.' })
  declare id: string;

  @Field(() => ID, { description: 'Id of the event.' })
  eventId!: string;

  @Field(() => String, { description: 'Type of the event.' })
  eventType!: string;

  @Field(() => DeliveryState, { description: 'How far it is.' })
  state!: DeliveryState;

  @Field(() => String, { nullable: true, description: 'Code of what ended it or holds it back.' })
  reason!: string | null;

  @Field(() => Int, { description: 'Tries so far, replays included.' })
  attemptCount!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried next; null when it has ended.' })
  nextAttemptAt!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the event met the hook.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it goes on.' })
  endedAt!: string | null;
}

export const { Connection: DeliveryConnection } = connectionOf('Delivery', DeliveryObject);

@RequiresScopes('hooks:manage')
@ObjectType('Hook', { implements: Node, description: 'Where events of this app are sent, and what they look like.' })
export class HookObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'Where payloads are posted to.' })
  url!: string;

  @Field(() => String, { description: 'What its owner calls it; may be empty.' })
  description!: string;

  @ListSize(1)
  @Field(() => [String], { description: 'Types of events, or groups as in `grant.*`.' })
  events!: string[];

  @Field(() => String, { description: 'The GraphQL document whose answer is the payload’s `data`.' })
  document!: string;

  @Field(() => HookStatus, { description: 'Whether it sends.' })
  status!: HookStatus;

  @Field(() => HookPausedReason, { nullable: true, description: 'Why it stands still; null while it does not.' })
  pausedReason!: HookPausedReason | null;

  @Field(() => Int, { description: 'Deliveries on their way at once, at most; 1 after a failed try.' })
  concurrencyMax!: number;

  @Field(() => Int, { description: 'Deliveries started per second, at most.' })
  ratePerSecond!: number;

  @Field(() => DateTimeScalar, { description: 'When it was registered.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
}

export const { Connection: HookConnection } = connectionOf('Hook', HookObject);

@ArgsType()
export class DeliveryArguments extends PageArguments {
  @Field(() => [DeliveryState], { nullable: true, description: 'Only deliveries in one of these states.' })
  states?: DeliveryState[];
}
