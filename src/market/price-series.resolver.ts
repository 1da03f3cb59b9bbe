import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { daysBetween, type LocalDate } from '../kernel/local-date.js';
import type { OperationContext } from '../operation/operation-context.js';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { DateScalar } from '../operation/schema/scalars.js';
import { InstrumentKeyInput } from './instrument.inputs.js';
import { marketError } from './market.errors.js';
import { PriceInterval, PriceSeries } from './price-series.type.js';
import { readPriceSeries } from './read-price-series.js';

/** Days that a span may have: about 5,300 closes of days, 5,200 of weeks, 1,800 of months. */
const SPAN_DAYS_MAX: Readonly<Record<PriceInterval, number>> = { DAY: 7_700, WEEK: 36_600, MONTH: 55_000 };

@Resolver()
export class PriceSeriesResolver {
  @RequiresScopes('market:read')
  @Cost(20)
  @Query(() => PriceSeries, {
    nullable: true,
    description:
      'Closes of an instrument from `from` to `to`, both included; null when there is no such instrument. At most 21 years of days, 100 of weeks, 150 of months. Scope `market:read`.',
  })
  async priceSeries(
    @Arg('instrument', () => InstrumentKeyInput, { description: 'Which.' }) instrument: InstrumentKeyInput,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: LocalDate,
    @Arg('to', () => DateScalar, { description: 'Last day.' }) to: LocalDate,
    @Arg('interval', () => PriceInterval, { description: 'One close per day, week or month.' }) interval: PriceInterval,
    @Ctx() context: OperationContext,
  ): Promise<PriceSeries | null> {
    const span = daysBetween(from, to);
    const maxDays = SPAN_DAYS_MAX[interval];
    if (span < 0 || span >= maxDays) throw marketError('INVALID_PERIOD', { params: { maxDays } });
    const series = await readPriceSeries(context.reach, instrument, { from, to, interval });
    if (series !== null) context.ids.named(series.instrumentId);
    context.count('PriceSeries', series === null ? 0 : 1);
    return series;
  }
}
