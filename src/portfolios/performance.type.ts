import { ArgsType, Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../operation/schema/scalars.js';
import { AmountFigureType, PortfolioWarningType, RateFigureType } from './portfolio-figures.type.js';

export enum PerformancePeriod {
  MONTH_1 = 'MONTH_1',
  MONTHS_3 = 'MONTHS_3',
  MONTHS_6 = 'MONTHS_6',
  YEAR_TO_DATE = 'YEAR_TO_DATE',
  YEAR_1 = 'YEAR_1',
  YEARS_3 = 'YEARS_3',
  YEARS_5 = 'YEARS_5',
  YEARS_10 = 'YEARS_10',
  ALL = 'ALL',
}

registerEnumType(PerformancePeriod, {
  name: 'PerformancePeriod',
  description: 'A period that ends today.',
  valuesConfig: {
    MONTH_1: { description: 'Since the same day one month ago (clamped to the month’s end).' },
    MONTHS_3: { description: 'Since the same day 3 months ago.' },
    MONTHS_6: { description: 'Since the same day 6 months ago.' },
    YEAR_TO_DATE: { description: 'Since the end of last year.' },
    YEAR_1: { description: 'Since the same day one year ago.' },
    YEARS_3: { description: 'Since the same day 3 years ago.' },
    YEARS_5: { description: 'Since the same day 5 years ago.' },
    YEARS_10: { description: 'Since the same day 10 years ago.' },
    ALL: { description: 'Since the first transaction.' },
  },
});

@InputType({ description: 'Either `preset`, or `from` and `to`. Nothing at all means `ALL`.' })
export class PerformancePeriodInput {
  @Field(() => PerformancePeriod, {
    nullable: true,
    description: 'A period that ends today. Not together with `from` or `to`.',
  })
  preset?: `${PerformancePeriod}` | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day whose return counts; the first transaction’s day when left out.',
  })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, not later than today; today when left out.' })
  to?: string | null;
}

@ArgsType()
export class PerformanceArguments {
  @Field(() => PerformancePeriodInput, { nullable: true, description: 'Which days; the whole history when left out.' })
  period?: PerformancePeriodInput | null;
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'The portfolio on one day of a performance period.' })
export class PerformanceDay {
  @Field(() => DateScalar, { description: 'The day.' })
  date!: string;

  @Field(() => MoneyType, { description: 'Value at its close, in the base currency.' })
  value!: MoneyType;

  @Field(() => DecimalScalar, {
    description:
      'Growth of 1 since the start of the period with flows taken out, rounded to 9 decimals: `"1.1"` is +10 %.',
  })
  index!: Decimal;
}

@RequiresScopes('portfolio:read')
@ObjectType({
  description: 'How a portfolio did over a period, in its base currency, by trade date. Scope `portfolio:read`.',
})
export class Performance {
  @Field(() => DateScalar, { description: 'First day whose return counts.' })
  from!: string;

  @Field(() => DateScalar, { description: 'Last day.' })
  to!: string;

  @Field(() => CurrencyCodeScalar, { description: 'Base currency of all amounts.' })
  currency!: string;

  @Field(() => AmountFigureType, { description: 'Value at the close before `from`.' })
  startValue!: AmountFigureType;

  @Field(() => AmountFigureType, { description: 'Value at the close of `to`.' })
  endValue!: AmountFigureType;

  @Field(() => AmountFigureType, { description: 'What was paid and transferred in, less what was taken out.' })
  netFlows!: AmountFigureType;

  @Field(() => AmountFigureType, {
    description: 'End value less start value less net flows: price, income, fees and exchange rates together.',
  })
  profit!: AmountFigureType;

  @Field(() => AmountFigureType, { description: 'Profit of the sales of the period, after fees.' })
  realizedPnl!: AmountFigureType;

  @Field(() => AmountFigureType, {
    description: 'Profit not yet realised of what is held at the end, since it was bought.',
  })
  unrealizedPnl!: AmountFigureType;

  @Field(() => AmountFigureType, { description: 'Dividends of the period after taxes.' })
  dividends!: AmountFigureType;

  @Field(() => AmountFigureType, { description: 'Fees of the period.' })
  fees!: AmountFigureType;

  @Field(() => RateFigureType, { description: 'Time-weighted return of the period.' })
  twr!: RateFigureType;

  @Field(() => RateFigureType, { description: 'The time-weighted return as an annual one; extreme for short periods.' })
  twrAnnualised!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Money-weighted annual return (XIRR).' })
  xirr!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Deepest fall of the time-weighted index from its peak; ≤ 0.' })
  maxDrawdown!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Annualised volatility.' })
  volatility!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Return per unit of volatility; risk-free rate 0.' })
  sharpe!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Return per unit of downside risk.' })
  sortino!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Annualised return per unit of maximum drawdown.' })
  calmar!: RateFigureType;

  @ListSize(366)
  @Field(() => [PerformanceDay], {
    description: 'At most 366 days, oldest first: of longer periods every n-th and always the last.',
  })
  days!: PerformanceDay[];

  @ListSize(10)
  @Field(() => [PortfolioWarningType], { description: 'Reservations about these figures; empty when there are none.' })
  warnings!: readonly PortfolioWarningType[];
}
