import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { Node } from '../operation/schema/node.type.js';
import { DateScalar, DecimalScalar } from '../operation/schema/scalars.js';

@RequiresScopes('positions:read')
@ObjectType({
  implements: Node,
  description:
    'Units of a position that were acquired together and are still held (a tax lot). Scope `positions:read`.',
})
export class Lot extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only; the same after every recalculation.' })
  declare id: string;

  @Field(() => DateScalar, { description: 'Day of acquisition; units that were transferred in keep theirs.' })
  acquiredOn!: string;

  @Field(() => DecimalScalar, { description: 'Units of this lot that are still held.' })
  quantity!: string;

  @Field(() => MoneyType, { description: 'What these units cost, fees included.' })
  costBasis!: MoneyType;

  @Field(() => MoneyType, { description: '`costBasis` / `quantity`, fees included; rounded half-up to 12 decimals.' })
  unitCost!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: '`quantity` × latest price, in the currency of the quote; null without a price.',
  })
  marketValue!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      '`marketValue` − `costBasis`; null without a price, or when cost and quote are in different currencies.',
  })
  unrealizedPnl!: MoneyType | null;
}

export const { Connection: LotConnection } = connectionOf('Lot', Lot);
