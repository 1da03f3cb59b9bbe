import { Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../operation/schema/scalars.js';

@RequiresScopes('market:read')
@ObjectType({ description: "An exchange rate at a day's close. Scope `market:read`." })
export class FxRate {
  @Field(() => CurrencyCodeScalar, { description: 'The currency that one unit is taken of.' })
  base!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency that the rate is counted in.' })
  quote!: string;

  @Field(() => DecimalScalar, {
    description:
      'Units of `quote` for one unit of `base`; a cross through the US dollar is rounded half-up to 12 places.',
  })
  rate!: Decimal;

  @Field(() => DateScalar, {
    description: 'The day of the rate, on or before the day asked for; of a cross, the older of its two legs.',
  })
  date!: LocalDate;

  @Field(() => String, { description: 'Data set of the rate; `IDENTITY` for a currency against itself.' })
  source!: string;
}
