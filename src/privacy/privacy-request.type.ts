import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { NoFurtherScope, RequiresAnyScope, RequiresScopes } from '../operation/schema/directives.js';
import { IdempotentInput } from '../operation/schema/idempotent.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';

/** The customer, or staff who fulfil. */
export const REQUEST_SCOPES = ['privacy:manage', 'privacy:fulfil'] as const;

export enum PrivacyKind {
  EXPORT = 'EXPORT',
  ERASURE = 'ERASURE',
}
registerEnumType(PrivacyKind, {
  name: 'PrivacyKind',
  description: 'What a customer asks for.',
  valuesConfig: {
    EXPORT: { description: 'A copy of what is held (PIPL art. 45).' },
    ERASURE: { description: 'Erasure of what no law demands to keep (PIPL art. 47).' },
  },
});

export enum PrivacyState {
  RECEIVED = 'RECEIVED',
  APPROVED = 'APPROVED',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PrivacyState, {
  name: 'PrivacyState',
  description: 'How far a request is.',
  valuesConfig: {
    RECEIVED: { description: 'Waits for staff; the customer can still cancel it.' },
    APPROVED: { description: 'Starts by itself.' },
    RUNNING: { description: 'Is being carried out.' },
    DONE: { description: 'Was carried out.' },
    REFUSED: { description: 'Was refused; the reason says why.' },
    CANCELLED: { description: 'The customer cancelled it.' },
  },
});

export enum PrivacyOutcomeKind {
  ERASED = 'ERASED',
  KEPT = 'KEPT',
}
registerEnumType(PrivacyOutcomeKind, {
  name: 'PrivacyOutcomeKind',
  description: 'What became of a kind of data.',
  valuesConfig: {
    ERASED: { description: 'It is gone, or has ended.' },
    KEPT: { description: 'A law demands to keep it; it is only stored and protected.' },
  },
});

@RequiresAnyScope(...REQUEST_SCOPES)
@ObjectType('PrivacyOutcome', { description: 'What became of one kind of data.' })
export class PrivacyOutcomeObject {
  @Field(() => String, { description: 'Kind of data, as in `retention`.' })
  dataKind!: string;

  @Field(() => PrivacyOutcomeKind, { description: 'What became of it.' })
  outcome!: PrivacyOutcomeKind;

  @Field(() => Int, { description: 'How many records.' })
  affected!: number;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresScopes('privacy:manage')
@ObjectType('PrivacyExportPart', { description: 'One page of an export.' })
export class PrivacyExportPartObject {
  @Field(() => Int, { description: 'Counts from 0.' })
  number!: number;

  @Field(() => String, { description: 'What it holds, e.g. `transactions`.' })
  section!: string;

  @Field(() => String, { description: 'JSON, as this API answered it.' })
  content!: string;
}
export const { Connection: PrivacyExportPartConnection } = connectionOf('PrivacyExportPart', PrivacyExportPartObject);

@RequiresAnyScope(...REQUEST_SCOPES)
@ObjectType('PrivacyRequest', {
  implements: Node,
  description: 'What a customer asked about their own data. An export can be fetched for 14 days.',
})
export class PrivacyRequestObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => PrivacyKind, { description: 'What was asked for.' })
  kind!: PrivacyKind;

  @Field(() => PrivacyState, { description: 'How far it is.' })
  state!: PrivacyState;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  requestedAt!: string;

  @Field(() => DateTimeScalar, { description: 'By when it is answered.' })
  dueAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When staff decided; null before.' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused; null otherwise.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it goes on.' })
  endedAt!: string | null;

  @RequiresScopes('privacy:fulfil')
  @Field(() => ID, { description: 'Who asked: `MaskedCustomer.id`.' })
  customerId!: string;
}
export const { Connection: PrivacyRequestConnection } = connectionOf('PrivacyRequest', PrivacyRequestObject);

@NoFurtherScope()
@ObjectType('RetentionRule', { description: 'How long one kind of data is kept, and why.' })
export class RetentionRuleObject {
  @Field(() => String, { description: 'Kind of data.' })
  kind!: string;

  @Field(() => String, { description: 'What it is, in English.' })
  titleEn!: string;

  @Field(() => String, { description: 'What it is, in Chinese.' })
  titleZh!: string;

  @Field(() => String, { description: 'How long, e.g. `20 years`.' })
  keep!: string;

  @Field(() => String, { description: 'Counted from, in English.' })
  fromEn!: string;

  @Field(() => String, { description: 'Counted from, in Chinese.' })
  fromZh!: string;

  @Field(() => String, { nullable: true, description: 'The law that demands it; null where the platform decided.' })
  law!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in Chinese.' })
  lawZh!: string | null;

  @Field(() => Boolean, { description: 'Whether it stays when a customer asks for erasure.' })
  survivesErasure!: boolean;
}

@ArgsType()
export class PrivacyRequestArguments extends PageArguments {
  @Field(() => PrivacyState, { nullable: true, description: 'Only requests in this state.' })
  state?: PrivacyState;
}

@InputType({ description: 'A request about one’s own data.' })
export class RequestPrivacyInput extends IdempotentInput {
  @Field(() => PrivacyKind, { description: 'What is asked for.' })
  kind!: PrivacyKind;
}

@InputType({ description: 'Which request.' })
export class PrivacyRequestIdInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which request.' })
  id!: string;
}

@InputType({ description: 'What staff decide about a request.' })
export class DecidePrivacyRequestInput extends PrivacyRequestIdInput {
  @Field(() => String, {
    nullable: true,
    description: 'Left out or null approves. A text of 10 to 1000 characters refuses, and the customer reads it.',
  })
  refusal?: string | null;
}

@NoFurtherScope()
@ObjectType({ description: 'The request after a change.' })
export class PrivacyRequestPayload {
  @Field(() => PrivacyRequestObject, { nullable: true, description: 'The request; null when nothing changed.' })
  request!: unknown;

  @Field(() => [UserErrorType], { description: 'What stands against it.' })
  userErrors!: UserErrorType[];
}
