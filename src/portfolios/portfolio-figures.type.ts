import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import { Cost, NoFurtherScope } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { DecimalScalar } from '../operation/schema/scalars.js';

@Cost(0)
@NoFurtherScope()
@ObjectType('AmountFigure', { description: 'An amount in the base currency, with the convention it was computed by.' })
export class AmountFigureType {
  @Field(() => MoneyType, { description: 'The amount, rounded half-up to the minor unit at the very end.' })
  value!: MoneyType;

  @Field(() => String, { description: 'How it was computed: a short stable text. Peers disagree on such conventions.' })
  convention!: string;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('RateFigure', { description: 'A rate or ratio, with the convention it was computed by.' })
export class RateFigureType {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'A fraction (`"0.1"` is 10 %) or a plain ratio; null where it has no meaning: too few days, flows of one sign, no fall.',
  })
  value!: Decimal | null;

  @Field(() => String, { description: 'How it was computed: a short stable text.' })
  convention!: string;
}

export enum PortfolioWarningCode {
  VALUED_AT_COST = 'VALUED_AT_COST',
  NOTHING_TO_SHARE = 'NOTHING_TO_SHARE',
}

registerEnumType(PortfolioWarningCode, {
  name: 'PortfolioWarningCode',
  description: 'What a reader of a figure must know.',
  valuesConfig: {
    VALUED_AT_COST: { description: 'No price of an instrument is known, so it counts at its cost.' },
    NOTHING_TO_SHARE: { description: 'The total value is not positive, so that there are no shares of it.' },
  },
});

@Cost(0)
@NoFurtherScope()
@ObjectType('PortfolioWarning', { description: 'A reservation about a figure; the figure stands all the same.' })
export class PortfolioWarningType {
  @Field(() => PortfolioWarningCode, { description: 'Stable code.' })
  code!: `${PortfolioWarningCode}`;

  @Field(() => String, { description: 'The same in words; the text may change.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Venue of the instrument it is about (ISO 10383); null when about none.',
  })
  mic!: string | null;

  @Field(() => String, { nullable: true, description: 'Symbol of the instrument it is about; null when about none.' })
  symbol!: string | null;
}
