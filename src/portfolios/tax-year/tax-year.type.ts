import { Field, Int, ObjectType } from 'type-graphql';
import { TransactionType } from '../../accounts/index.js';
import type { Decimal } from '../../kernel/decimal.js';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { MoneyType } from '../../operation/schema/money.type.js';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../../operation/schema/scalars.js';

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'What sold units take along of a dividend that was paid on them.' })
export class CarriedDividend {
  @Field(() => DateScalar, { description: 'Trade date of the dividend; it belongs to the units held on that day.' })
  recordedOn!: string;

  @Field(() => MoneyType, { description: 'The part of the gross dividend that falls on these units.' })
  gross!: MoneyType;
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'Units of one lot that left the account, first in first out.' })
export class LotDisposal {
  @Field(() => TransactionType, { description: 'By what they left, e.g. SELL; TRANSFER_OUT is no sale.' })
  type!: TransactionType;

  @Field(() => DateScalar, { description: 'Day of acquisition; units that were transferred in keep theirs.' })
  acquiredOn!: string;

  @Field(() => DateScalar, { description: 'Trade date of the sale.' })
  disposedOn!: string;

  @Field(() => DecimalScalar, { description: 'Units of this lot that left.' })
  quantity!: Decimal;

  @Field(() => MoneyType, { description: 'Their cost, charges included.' })
  cost!: MoneyType;

  @Field(() => MoneyType, { description: 'Their part of the proceeds after charges; 0 for a transfer out.' })
  proceeds!: MoneyType;

  @ListSize(10)
  @Field(() => [CarriedDividend], { description: 'Dividends that were paid on these units, earliest first.' })
  dividends!: CarriedDividend[];
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'A lot’s part of a dividend.' })
export class LotDividend {
  @Field(() => DateScalar, { description: 'Day on which the lot was acquired.' })
  acquiredOn!: string;

  @Field(() => DecimalScalar, { description: 'Units of the lot on the day of the dividend.' })
  quantity!: Decimal;

  @Field(() => MoneyType, { description: 'The part of the gross dividend that falls on the lot.' })
  gross!: MoneyType;

  @Field(() => MoneyType, { description: 'Of that, the part of units still held at the end of the year.' })
  grossStillHeld!: MoneyType;
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'A dividend of the year.' })
export class HoldingDividend {
  @Field(() => DateScalar, { description: 'Trade date of the dividend; it belongs to the units held on that day.' })
  recordedOn!: string;

  @Field(() => MoneyType, { description: 'Before tax.' })
  gross!: MoneyType;

  @Field(() => MoneyType, { description: 'Tax in the dividend’s own row; other taxes are among `taxes`.' })
  withheld!: MoneyType;

  @ListSize(10)
  @Field(() => [LotDividend], { description: 'By lot, first acquired first; none when nothing was held that day.' })
  lots!: LotDividend[];
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'A tax that was taken in the year.' })
export class HoldingTax {
  @Field(() => TransactionType, { description: 'DIVIDEND_TAX at the payment, TAX_TOP_UP at the sale.' })
  type!: TransactionType;

  @Field(() => DateScalar, { description: 'Trade date.' })
  on!: string;

  @Field(() => MoneyType, { description: 'What was taken; negative when tax was given back.' })
  amount!: MoneyType;
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'One charge, added up over the year’s trades of one kind and one rate.' })
export class ChargeSum {
  @Field(() => TransactionType, { description: 'Of which trades, e.g. BUY.' })
  type!: TransactionType;

  @Field(() => String, { description: 'Which charge, e.g. `STAMP_DUTY`.' })
  code!: string;

  @Field(() => MoneyType, { description: 'What was taken in all.' })
  amount!: MoneyType;

  @Field(() => DateScalar, { nullable: true, description: 'First day of the rate; null for a contractual rate.' })
  rateValidFrom!: string | null;

  @Field(() => Int, { description: 'How many charges were added up.' })
  trades!: number;
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'What an instrument did in an account in a year, as far as taxes ask.' })
export class TaxYearHolding {
  @Field(() => CurrencyCodeScalar, {
    description: 'Currency in which the account keeps the position: CNY for Hong Kong shares through Stock Connect.',
  })
  currency!: string;

  @ListSize(20)
  @Field(() => [LotDisposal], { description: 'Lots that left, earliest first.' })
  disposals!: LotDisposal[];

  @ListSize(5)
  @Field(() => [HoldingDividend], { description: 'Dividends, earliest first.' })
  dividends!: HoldingDividend[];

  @ListSize(5)
  @Field(() => [HoldingTax], { description: 'Dividend taxes that were taken, earliest first.' })
  taxes!: HoldingTax[];

  @ListSize(10)
  @Field(() => [ChargeSum], { description: 'Charges of the year’s trades.' })
  charges!: ChargeSum[];
}

@RequiresScopes('positions:read', 'transactions:read')
@ObjectType({
  description:
    'The facts that an account’s taxes of a calendar year depend on. It computes no tax. Scopes `positions:read` and `transactions:read`.',
})
export class TaxYear {
  @Field(() => Int, { description: 'The calendar year.' })
  year!: number;

  @ListSize(30)
  @Field(() => [TaxYearHolding], { description: 'Instruments that were sold, traded, or paid dividends in the year.' })
  holdings!: TaxYearHolding[];

  @Field(() => String, { description: 'How lots and dividends were matched: a short stable text.' })
  convention!: string;
}
