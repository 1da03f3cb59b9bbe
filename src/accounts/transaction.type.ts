import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { TRANSACTION_TYPES, type TransactionType as TransactionTypeName } from '../finance/transaction-types.js';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { Cost, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { Node } from '../operation/schema/node.type.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../operation/schema/scalars.js';

export type TransactionType = TransactionTypeName;
export const TransactionType = Object.fromEntries(TRANSACTION_TYPES.map((type) => [type, type])) as {
  readonly [Type in TransactionTypeName]: Type;
};

registerEnumType(TransactionType, {
  name: 'TransactionType',
  description: 'What happened in the account.',
  valuesConfig: {
    BUY: { description: 'Purchase of a security.' },
    SELL: { description: 'Sale of a security.' },
    SUBSCRIBE: { description: 'Purchase of fund units.' },
    REDEEM: { description: 'Return of fund units.' },
    DIVIDEND: { description: 'Cash dividend or distribution.' },
    DIVIDEND_TAX: { description: 'Tax withheld from a dividend.' },
    TAX_TOP_UP: { description: 'Dividend tax taken at the sale, by holding period.' },
    INTEREST: { description: 'Interest on cash or a bond.' },
    FEE: { description: 'A fee that belongs to no trade.' },
    DEPOSIT: { description: 'Cash paid in.' },
    WITHDRAWAL: { description: 'Cash paid out.' },
    FX: { description: 'Exchange of one currency into another.' },
    TRANSFER_IN: { description: 'Securities moved in, with their cost.' },
    TRANSFER_OUT: { description: 'Securities moved out.' },
    SPLIT: { description: 'A split or consolidation of units.' },
    BONUS: { description: 'Free units.' },
    RIGHTS: { description: 'Units bought by a right.' },
    EXERCISE: { description: 'An option was exercised.' },
    ASSIGN: { description: 'A written option was assigned.' },
    EXPIRE: { description: 'An option expired.' },
    ADJUSTMENT: { description: 'A correction by the brokerage.' },
  },
});

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'One charge of a transaction.' })
export class Charge {
  @Field(() => String, { description: 'Which charge, e.g. `CN.A.stampDuty`.' })
  code!: string;

  @Field(() => MoneyType, { description: 'The amount taken.' })
  amount!: MoneyType;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the rate that was in force on the trade date; null for a contractual rate.',
  })
  rateValidFrom!: string | null;
}

@RequiresScopes('transactions:read')
@ObjectType({
  implements: Node,
  description:
    'Something that happened in an account. Never edited: a mistake is mended by a second transaction that reverses it.',
})
export class Transaction extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only.' })
  declare id: string;

  @Field(() => TransactionType, { description: 'What happened.' })
  type!: TransactionType;

  @Field(() => DateScalar, { description: 'Day of the trade, in the venue’s zone.' })
  tradeDate!: string;

  @Field(() => DateScalar, { description: 'Day on which cash and units change hands.' })
  settleDate!: string;

  @Field(() => DecimalScalar, {
    description: 'Units, signed from the account’s view: positive is in. 0 for pure cash.',
  })
  quantity!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Price per unit, in the currency of `gross`; null for pure cash.',
  })
  price!: string | null;

  @Field(() => MoneyType, { description: 'Cash before charges, signed from the account’s view.' })
  gross!: MoneyType;

  @Field(() => MoneyType, { description: 'Cash after charges: what the balance moved by.' })
  net!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'The other leg of an exchange of currencies; else null.' })
  counterAmount!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'New units for one old unit, for splits; else null.' })
  splitRatio!: string | null;

  @Field(() => String, { nullable: true, description: 'The brokerage’s remark; null when there is none.' })
  note!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the transaction was recorded here.' })
  recordedAt!: string;
}

export const { Connection: TransactionConnection } = connectionOf('Transaction', Transaction);

@InputType({ description: 'Which transactions to list; every given condition must hold.' })
export class TransactionFilter {
  @Field(() => [TransactionType], { nullable: true, description: 'Any of these types.' })
  types?: TransactionType[];

  @Field(() => DateScalar, { nullable: true, description: 'Trade date on or after this day.' })
  from?: string;

  @Field(() => DateScalar, { nullable: true, description: 'Trade date on or before this day.' })
  to?: string;

  @Field(() => ID, { nullable: true, description: 'Only of this instrument.' })
  instrumentId?: string;
}

@ArgsType()
export class TransactionArguments extends PageArguments {
  @Field(() => TransactionFilter, { nullable: true, description: 'Which transactions to list; all when absent.' })
  filter?: TransactionFilter;
}
