import { Field, ObjectType } from 'type-graphql';
import { RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../operation/schema/scalars.js';

@RequiresScopes('balances:read')
@ObjectType({ description: 'Cash of one currency in an account. Amounts are in units of `currency`.' })
export class Balance {
  @Field(() => CurrencyCodeScalar, { description: 'The currency of all amounts here.' })
  currency!: string;

  @Field(() => DecimalScalar, { description: 'All cash by trade date: settled, settling and frozen.' })
  total!: string;

  @Field(() => DecimalScalar, { description: 'What can be spent on a purchase now: `total` less `frozen`.' })
  available!: string;

  @Field(() => DecimalScalar, { description: 'Held back for open orders.' })
  frozen!: string;

  @Field(() => DecimalScalar, {
    description: 'Net amount of trades whose settlement day is still to come; negative when purchases weigh more.',
  })
  settling!: string;

  @Field(() => DecimalScalar, {
    description: 'What can be paid out now: `available` less proceeds that have not settled, never below zero.',
  })
  withdrawable!: string;

  @Field(() => DateScalar, { description: 'Trade date of the last transaction in this currency.' })
  updatedOn!: string;
}
