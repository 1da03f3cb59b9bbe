import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArguments } from '../../operation/schema/connection.js';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';

export enum ReadCause {
  LIVE = 'LIVE',
  STORED = 'STORED',
  HOOK = 'HOOK',
  PLUGIN = 'PLUGIN',
}

registerEnumType(ReadCause, {
  name: 'ReadCause',
  description: 'Why something was read.',
  valuesConfig: {
    LIVE: { description: 'The app asked at that moment.' },
    STORED: { description: 'A stored operation, or a proposal that the customer confirmed.' },
    HOOK: { description: 'Something happened, and the app is told of it.' },
    PLUGIN: { description: 'A plugin inside the platform computed with it.' },
  },
});

@Cost(0)
@NoFurtherScope()
@ObjectType('ReceiptCount', { description: 'How many objects of one type a read contained.' })
export class ReceiptCount {
  @Field(() => String, { description: 'Type of the API, e.g. `Position`.' })
  type!: string;

  @Field(() => Int, { description: 'Objects that left.' })
  count!: number;
}

@RequiresScopes('receipts:read')
@ObjectType('Receipt', {
  implements: Node,
  description:
    'One read of the customer’s data, or one that was refused: who, what, when and why. Written before the answer left, and never altered.',
})
export class Receipt extends Node {
  @Field(() => ID, { description: 'Opaque id of the receipt.' })
  declare id: string;

  @Field(() => DateTimeScalar, { description: 'When the operation began.' })
  at!: string;

  @Field(() => String, { description: 'Who read: the app’s name in English.' })
  appNameEn!: string;

  @Field(() => String, { description: 'Who read: the app’s name in Chinese.' })
  appNameZh!: string;

  @Field(() => String, { description: 'Who published the app.' })
  publisherName!: string;

  @Field(() => Boolean, { description: 'The brokerage’s own pages, in the customer’s own session.' })
  ownPages!: boolean;

  @Field(() => ID, { description: 'The consent that allowed it: `ConnectedApp.grantId`.' })
  grantId!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that consent was given.' })
  consentedAt!: string | null;

  @Field(() => ReadCause, { description: 'Why it was read.' })
  cause!: ReadCause;

  @Field(() => ID, { nullable: true, description: 'The event that the app was told of, for `HOOK`.' })
  eventId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name that the app gave the operation; null when it gave none.' })
  operationName!: string | null;

  @Field(() => String, { description: 'SHA-256 of the document that was executed, hex.' })
  operationHash!: string;

  @ListSize(100)
  @Field(() => [String], { description: 'Exactly which fields the document selects, as `Type.field`.' })
  fields!: string[];

  @Field(() => String, { description: '`OK`, or the code of the refusal: then nothing was read.' })
  outcome!: string;

  @Field(() => Int, { description: 'Points that it cost the app.' })
  cost!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of the signed checkpoint that holds it; null for the seconds until then.',
  })
  checkpoint!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that checkpoint was signed.' })
  sealedAt!: string | null;
}

export const { Connection: ReceiptConnection } = connectionOf('Receipt', Receipt);

@InputType({ description: 'Which receipts to list; every given condition must hold.' })
export class ReceiptFilter {
  @Field(() => ID, { nullable: true, description: 'Only under this consent.' })
  grantId?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At or after this instant.' })
  from?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At or before this instant.' })
  to?: string;

  @Field(() => Boolean, { nullable: true, description: 'Only reads by the brokerage’s own pages, or only all others.' })
  ownPages?: boolean;
}

@ArgsType()
export class ReceiptArguments extends PageArguments {
  @Field(() => ReceiptFilter, { nullable: true, description: 'Which receipts to list; all when absent.' })
  filter?: ReceiptFilter;
}
