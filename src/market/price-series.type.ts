import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { LocalDate } from '../kernel/local-date.js';
import { ListSize, RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../operation/schema/scalars.js';

export enum PriceInterval {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}
registerEnumType(PriceInterval, {
  name: 'PriceInterval',
  description: 'Of which span one close is given: its last.',
  valuesConfig: {
    DAY: { description: 'Every trading day.' },
    WEEK: { description: 'The last trading day of each calendar week (ISO 8601, Monday to Sunday).' },
    MONTH: { description: 'The last trading day of each calendar month.' },
  },
});

/** Lists of scalars instead of objects: twenty years of days are 115 KB this way, and 300 KB as objects. */
@RequiresScopes('market:read')
@ObjectType({
  description:
    'Closes of one instrument in two lists of equal length, oldest first, not adjusted for dividends or splits: for calculations over long spans. Scope `market:read`.',
})
export class PriceSeries {
  @Field(() => CurrencyCodeScalar, { description: 'Currency of the closes.' })
  currency!: string;

  @ListSize(250)
  @Field(() => [DateScalar], { description: 'Trading days.' })
  dates!: readonly LocalDate[];

  @ListSize(250)
  @Field(() => [DecimalScalar], {
    description: 'Close of each of these days, per unit; for a fund its net asset value.',
  })
  closes!: readonly string[];

  @ListSize(2)
  @Field(() => [String], { description: 'Where the closes come from, each source once: a data set, or `SIMULATED`.' })
  sources!: readonly string[];
}
