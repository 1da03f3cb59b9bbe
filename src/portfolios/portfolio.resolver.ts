import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext } from '../operation/operation-context.js';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar } from '../operation/schema/scalars.js';
import { Allocation, AllocationDimension, Concentration } from './allocation.type.js';
import { cashValue, totalValue } from './figures/allocate.js';
import { CONVENTIONS } from './figures/figure.js';
import { measurePerformance } from './figures/measure-performance.js';
import { type Holdings, readHoldings } from './figures/read-holdings.js';
import { Performance, PerformanceArguments } from './performance.type.js';
import { PortfolioType } from './portfolio.type.js';
import { allocationAnswer, amountFigure, concentrationAnswer, performanceAnswer } from './portfolio-answers.js';
import { AmountFigureType } from './portfolio-figures.type.js';

@Resolver(() => PortfolioType)
export class PortfolioResolver {
  @RequiresScopes('portfolio:read')
  @Query(() => PortfolioType, {
    name: 'portfolio',
    description: 'All accounts that the grant covers, in the customer’s base currency. Scope `portfolio:read`.',
  })
  portfolio(): PortfolioType {
    return new PortfolioType(null);
  }

  @FieldResolver(() => CurrencyCodeScalar)
  async baseCurrency(@Root() portfolio: PortfolioType, @Ctx() context: OperationContext): Promise<string> {
    return (await holdingsOf(portfolio, context)).currency;
  }

  @Cost(20)
  @FieldResolver(() => Performance, {
    description: 'Returns, risk and profit over a period, and the value on its days.',
  })
  async performance(
    @Root() portfolio: PortfolioType,
    @Args(() => PerformanceArguments) { period }: PerformanceArguments,
    @Ctx() context: OperationContext,
  ): Promise<Performance> {
    const { preset, from, to } = period ?? {};
    const request = preset || from || to ? { preset, from, to } : { preset: 'ALL' as const };
    return performanceAnswer(await measurePerformance(context, portfolio, request));
  }

  @Cost(5)
  @FieldResolver(() => Allocation, { description: 'How the total value is divided now, cash included.' })
  async allocation(
    @Root() portfolio: PortfolioType,
    @Arg('by', () => AllocationDimension, { description: 'By what to divide.' }) by: AllocationDimension,
    @Ctx() context: OperationContext,
  ): Promise<Allocation> {
    return allocationAnswer(await holdingsOf(portfolio, context), by);
  }

  @Cost(5)
  @FieldResolver(() => Concentration, { description: 'How much of the invested value stands in few instruments.' })
  async concentration(@Root() portfolio: PortfolioType, @Ctx() context: OperationContext): Promise<Concentration> {
    return concentrationAnswer(await holdingsOf(portfolio, context));
  }

  @Cost(5)
  @FieldResolver(() => AmountFigureType, { description: 'Securities and cash together, at the latest prices.' })
  async totalValue(@Root() portfolio: PortfolioType, @Ctx() context: OperationContext): Promise<AmountFigureType> {
    const holdings = await holdingsOf(portfolio, context);
    return amountFigure({ amount: totalValue(holdings), convention: CONVENTIONS.holdingsValue }, holdings.currency);
  }

  @Cost(5)
  @FieldResolver(() => AmountFigureType, { description: 'Cash of all currencies together.' })
  async cash(@Root() portfolio: PortfolioType, @Ctx() context: OperationContext): Promise<AmountFigureType> {
    const holdings = await holdingsOf(portfolio, context);
    return amountFigure({ amount: cashValue(holdings), convention: CONVENTIONS.holdingsValue }, holdings.currency);
  }
}

/** Read once per portfolio object and operation, whatever number of its fields ask. */
function holdingsOf(portfolio: PortfolioType, context: OperationContext): Promise<Holdings> {
  return context.once(portfolio, () => readHoldings(context, portfolio));
}
