import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { LocalDate } from '../kernel/local-date.js';
import type { OperationContext } from '../operation/operation-context.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar, DateScalar } from '../operation/schema/scalars.js';
import { findFxRate } from './find-fx-rate.js';
import { FxRate } from './fx-rate.type.js';

@Resolver()
export class FxRateResolver {
  @RequiresScopes('market:read')
  @Query(() => FxRate, {
    description:
      'The latest exchange rate on or before a day. Error FX_RATE_UNAVAILABLE where none is known. Scope `market:read`.',
  })
  async fxRate(
    @Arg('base', () => CurrencyCodeScalar, { description: 'One unit of this currency …' }) base: string,
    @Arg('quote', () => CurrencyCodeScalar, { description: '… counted in this one.' }) quote: string,
    @Arg('date', () => DateScalar, { description: 'The day.' }) date: LocalDate,
    @Ctx() context: OperationContext,
  ): Promise<FxRate> {
    const found = await findFxRate(context.reach, base, quote, date);
    context.count('FxRate', 1);
    return found;
  }
}
