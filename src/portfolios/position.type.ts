import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { Node } from '../operation/schema/node.type.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../operation/schema/scalars.js';

@RequiresScopes('positions:read')
@ObjectType({
  implements: Node,
  description:
    'What an account holds of one instrument, by trade date. Stays with quantity 0 after the last sale. Scope `positions:read`.',
})
export class Position extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only; the same after every recalculation.' })
  declare id: string;

  @Field(() => DecimalScalar, { description: 'Units held.' })
  quantity!: string;

  @Field(() => DecimalScalar, {
    description: 'Units that can be sold today: of mainland shares and ETFs not those that came in today (T+1).',
  })
  availableQuantity!: string;

  @Field(() => MoneyType, {
    description: 'Moving average price per unit, fees excluded; not rounded. 0 when nothing is held.',
  })
  averageCost!: MoneyType;

  @Field(() => MoneyType, { description: 'Cost of what is held: first in first out, fees included.' })
  costBasis!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Latest known price per unit, unrounded, in the currency of the quote; null when none is known.',
  })
  price!: MoneyType | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The instant that `price` is valid at; null without a price.',
  })
  priceAsOf!: string | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: '`quantity` × `price`, in the currency of the quote; null without a price.',
  })
  marketValue!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      '`marketValue` − `costBasis`; null without a price, or when cost and quote are in different currencies.',
  })
  unrealizedPnl!: MoneyType | null;

  @Field(() => MoneyType, { description: 'Profit of all sales so far: first in first out, after fees.' })
  realizedPnl!: MoneyType;

  @Field(() => MoneyType, { description: 'Dividends and interest so far, after withheld and later taxes.' })
  dividendsNet!: MoneyType;

  @Field(() => MoneyType, { description: 'Charges of its transactions so far.' })
  fees!: MoneyType;

  @Field(() => DateScalar, { description: 'Trade date of the purchase since which it is held without interruption.' })
  openedOn!: string;
}

export const { Connection: PositionConnection } = connectionOf('Position', Position);
