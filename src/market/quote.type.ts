import { Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from '../operation/schema/scalars.js';

@RequiresScopes('market:read')
@ObjectType({
  description:
    'The latest known price of an instrument. Prices are per unit in `currency`, unadjusted. Scope `market:read`.',
})
export class Quote {
  @Field(() => DecimalScalar, { description: 'Last price.' })
  last!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Close of the trading day before.' })
  prevClose!: Decimal | string;

  @Field(() => DecimalScalar, { description: '`last` − `prevClose`, per unit in `currency`.' })
  change!: Decimal | string;

  @Field(() => DecimalScalar, {
    description: '`last` / `prevClose` − 1, a fraction rounded to 6 places: `"0.012"` is 1.2 %.',
  })
  changeRate!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'First price of the trading day.' })
  open!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Highest price of the trading day.' })
  high!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Lowest price of the trading day.' })
  low!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Units traded on the trading day.' })
  volume!: Decimal | string;

  @Field(() => DateTimeScalar, {
    description: 'The instant that these prices are valid at; for a closing price the close of the venue.',
  })
  asOf!: string;

  @Field(() => Boolean, { description: 'True when the quote is not live: it was derived from daily bars.' })
  delayed!: boolean;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of the prices.' })
  currency!: string;
}
