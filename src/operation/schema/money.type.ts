import { Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../../kernel/decimal.js';
import { Cost, NoFurtherScope } from './directives.js';
import { CurrencyCodeScalar, DecimalScalar } from './scalars.js';

@Cost(0)
@NoFurtherScope()
@ObjectType('Money', {
  description: 'An amount in one currency, rounded half-up to its minor unit unless the field says otherwise.',
})
export class MoneyType {
  @Field(() => DecimalScalar, { description: 'The amount, in units of `currency`, e.g. `"123.45"`.' })
  amount!: Decimal | string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of `amount`.' })
  currency!: string;
}
