import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { DecimalScalar } from '../operation/schema/scalars.js';
import { PortfolioWarningType, RateFigureType } from './portfolio-figures.type.js';

export enum AllocationDimension {
  ASSET_TYPE = 'ASSET_TYPE',
  CURRENCY = 'CURRENCY',
  SECTOR = 'SECTOR',
  MARKET = 'MARKET',
  INSTRUMENT = 'INSTRUMENT',
}

registerEnumType(AllocationDimension, {
  name: 'AllocationDimension',
  description: 'By what a portfolio is divided.',
  valuesConfig: {
    ASSET_TYPE: { description: 'Type of the instrument, and cash.' },
    CURRENCY: { description: 'Currency of the prices, and of the cash.' },
    SECTOR: { description: 'Industry sector, and cash; `UNCLASSIFIED` where none is known.' },
    MARKET: { description: 'Venue (ISO 10383), and cash.' },
    INSTRUMENT: { description: 'Each instrument as `MIC:symbol`, and cash.' },
  },
});

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'One class of an allocation.' })
export class AllocationSlice {
  @Field(() => String, { description: 'Stable key of the class, e.g. `STOCK`, `HKD`, `XSHG`, `XSHG:600519`, `CASH`.' })
  key!: string;

  @Field(() => String, { description: 'Name of the class; of an instrument its English name.' })
  name!: string;

  @Field(() => MoneyType, { description: 'Value in the base currency.' })
  value!: MoneyType;

  @Field(() => DecimalScalar, {
    description:
      'Share of the total value, a fraction with 6 decimals; all shares add up to exactly 1. Negative for an overdraft.',
  })
  weight!: Decimal;
}

@RequiresScopes('portfolio:read')
@ObjectType({ description: 'How the total value, cash included, is divided now. Scope `portfolio:read`.' })
export class Allocation {
  @Field(() => AllocationDimension, { description: 'By what it is divided.' })
  by!: `${AllocationDimension}`;

  @Field(() => String, { description: 'How it was computed: a short stable text.' })
  convention!: string;

  @ListSize(50)
  @Field(() => [AllocationSlice], {
    description: 'The classes, largest first; none when the total value is not positive.',
  })
  slices!: AllocationSlice[];

  @ListSize(10)
  @Field(() => [PortfolioWarningType], { description: 'Reservations; empty when there are none.' })
  warnings!: readonly PortfolioWarningType[];
}

@RequiresScopes('portfolio:read')
@ObjectType({
  description: 'How much of the invested value stands in few instruments; cash apart. Scope `portfolio:read`.',
})
export class Concentration {
  @Field(() => RateFigureType, {
    description: 'Herfindahl–Hirschman index from 1/n to 1; null when nothing is invested.',
  })
  hhi!: RateFigureType;

  @Field(() => RateFigureType, { description: '1 / HHI: as many equal holdings would be as concentrated.' })
  effectiveNumber!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Share of the largest instrument.' })
  top1!: RateFigureType;

  @Field(() => RateFigureType, { description: 'Share of the five largest instruments.' })
  top5!: RateFigureType;

  @ListSize(10)
  @Field(() => [PortfolioWarningType], { description: 'Reservations; empty when there are none.' })
  warnings!: readonly PortfolioWarningType[];
}
