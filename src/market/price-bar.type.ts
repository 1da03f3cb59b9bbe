import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { DateScalar, DecimalScalar } from '../operation/schema/scalars.js';

@RequiresScopes('market:read')
@ObjectType({
  description:
    "One trading day's prices, per unit in the instrument's currency, not adjusted for dividends or splits. Scope `market:read`.",
})
export class PriceBar {
  @Field(() => DateScalar, { description: 'Trading day, in the zone of the venue.' })
  date!: LocalDate;

  @Field(() => DecimalScalar, { description: 'First price.' })
  open!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Highest price.' })
  high!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Lowest price.' })
  low!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Last price; for a fund its net asset value.' })
  close!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Units traded.' })
  volume!: Decimal | string;

  @Field(() => String, { description: 'Where the prices come from: the name of a data set, or `SIMULATED`.' })
  source!: string;
}

export const { Connection: PriceBarConnection, Edge: PriceBarEdge } = connectionOf('PriceBar', PriceBar);

@ArgsType()
export class PriceHistoryArguments extends PageArguments {
  @Field(() => DateScalar, { description: 'First trading day, included.' })
  from!: LocalDate;

  @Field(() => DateScalar, { description: 'Last trading day, included.' })
  to!: LocalDate;
}
