import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';

export enum FreezeState {
  PROPOSED = 'PROPOSED',
  FROZEN = 'FROZEN',
  RELEASED = 'RELEASED',
  ENDED = 'ENDED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(FreezeState, {
  name: 'FreezeState',
  description: 'How far the stop of an app has come.',
  valuesConfig: {
    PROPOSED: { description: 'One person wants it; in live mode another one confirms. Nothing is stopped yet.' },
    FROZEN: { description: 'Stopped everywhere, under review. Consents stand, tokens and secrets are gone.' },
    RELEASED: { description: 'The app works again, with new keys and secrets.' },
    ENDED: { description: 'The app is deleted, and each consent with it.' },
    WITHDRAWN: { description: 'A proposal that was taken back.' },
  },
});

export enum FreezeClosing {
  RELEASE = 'RELEASE',
  END = 'END',
}

registerEnumType(FreezeClosing, {
  name: 'FreezeClosing',
  description: 'What a review comes to.',
  valuesConfig: {
    RELEASE: { description: 'Let the app work again.' },
    END: { description: 'Delete it, and end each consent. Irreversible.' },
  },
});

@RequiresScopes('apps:suspend')
@ObjectType('AppFreeze', { implements: Node, description: 'An app that was stopped, or is proposed to be.' })
export class AppFreezeObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'Client id of the app.' })
  clientId!: string;

  @Field(() => String, { description: 'The app’s name in English.' })
  appNameEn!: string;

  @Field(() => FreezeState, { description: 'How far it has come.' })
  state!: FreezeState;

  @Field(() => String, { description: 'Why, as whoever proposed it said.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  proposedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When everything stopped; null before.' })
  frozenAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the refused tokens were deleted as well; null before.',
  })
  tokensDestroyedAt!: string | null;

  @Field(() => FreezeClosing, { nullable: true, description: 'How it ended, or is proposed to end.' })
  closing!: FreezeClosing | null;

  @Field(() => String, { nullable: true, description: 'Why it ends so.' })
  closingReason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it stands.' })
  closedAt!: string | null;
}

export const { Connection: AppFreezeConnection } = connectionOf('AppFreeze', AppFreezeObject);

@Cost(0)
@NoFurtherScope()
@ObjectType('LeakedDocument', { description: 'One document by which an app read.' })
export class LeakedDocument {
  @Field(() => String, { description: 'SHA-256 of the document, hex.' })
  hash!: string;

  @Field(() => String, { nullable: true, description: 'Name that the app gave it.' })
  name!: string | null;

  @ListSize(100)
  @Field(() => [String], { description: 'Fields that it selects, as `Type.field`.' })
  fields!: string[];

  @Field(() => Int, { description: 'How often it was executed in the period.' })
  receiptCount!: number;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('LeakedCustomer', { description: 'A customer whose data the app read in the period.' })
export class LeakedCustomer {
  @Field(() => ID, { description: 'The customer, as this desk names them.' })
  customerId!: string;

  @Field(() => Int, { description: 'How often.' })
  receiptCount!: number;

  @Field(() => DateTimeScalar, { description: 'First read of the period.' })
  firstAt!: string;

  @Field(() => DateTimeScalar, { description: 'Last read of the period.' })
  lastAt!: string;

  @ListSize(100)
  @Field(() => [String], { description: 'All fields that were read, as `Type.field`.' })
  fields!: string[];
}

export const { Connection: LeakedCustomerConnection } = connectionOf('LeakedCustomer', LeakedCustomer);

@RequiresScopes('audit:read')
@ObjectType('LeakReport', { implements: Node, description: 'Whose data an app read in a period, from the receipts.' })
export class LeakReportObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'Client id of the app.' })
  clientId!: string;

  @Field(() => DateTimeScalar, { description: 'Begin of the period, included.' })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'End of the period, included.' })
  to!: string;

  @Field(() => DateTimeScalar, { description: 'When the report was made.' })
  madeAt!: string;

  @Field(() => Int, { description: 'Reads in the period.' })
  receiptCount!: number;

  @Field(() => Int, { description: 'Customers in the report.' })
  customerCount!: number;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('DrillStep', { description: 'One step of a drill.' })
export class DrillStepObject {
  @Field(() => String, {
    description: '`STOP_REHEARSED`, `STOPPED_EVERYWHERE`, `TOKENS_DESTROYED` or `LEAK_REPORTED`.',
  })
  step!: string;

  @Field(() => String, { description: 'How long it took, in seconds, with three decimals.' })
  seconds!: string;

  @Field(() => String, { description: 'What was done, in words.' })
  detail!: string;
}
