import { Field, ObjectType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import { connectionOf } from '../operation/schema/connection.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { CurrencyCodeScalar, DecimalScalar } from '../operation/schema/scalars.js';
import { InstrumentType, ProductRiskLevel } from './instrument.enums.js';
import { OptionContract } from './option-contract.type.js';
import { Quote } from './quote.type.js';

@RequiresScopes('market:read')
@ObjectType({
  implements: Node,
  description:
    'Something that can be held, traded or followed. (`mic`, `symbol`) names it in the world, `id` in this API. Scope `market:read`.',
})
export class Instrument extends Node {
  @Field(() => String, { description: 'Venue, ISO 10383 market identifier code, e.g. `XSHG`.' })
  mic!: string;

  @Field(() => String, { description: "The venue's symbol, e.g. `600519`." })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'ISO 6166 number, where one is known.' })
  isin!: string | null;

  @Field(() => String, { description: 'Chinese name.' })
  nameZh!: string;

  @Field(() => String, { description: 'English name.' })
  nameEn!: string;

  @Field(() => InstrumentType, { description: 'What kind of instrument it is.' })
  type!: InstrumentType;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of its prices.' })
  currency!: string;

  @Field(() => DecimalScalar, { description: 'Units per board lot: buying is in whole lots.' })
  lotSize!: Decimal | string;

  @Field(() => DecimalScalar, { description: 'Smallest step of the price, in `currency`.' })
  tickSize!: Decimal | string;

  @Field(() => Boolean, { description: 'Can be traded through Stock Connect.' })
  connectEligible!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'How dividends are taxed, as a code of the brokerage, e.g. `A_SHARE`, `HK_H`, `HK_NON_H`, `US`; null when not classified.',
  })
  dividendTaxClass!: string | null;

  @Field(() => ProductRiskLevel, { description: 'Risk class of the product.' })
  riskLevel!: ProductRiskLevel;

  @Field(() => String, { nullable: true, description: 'Industry sector, where one is known.' })
  sector!: string | null;

  @Field(() => Quote, { nullable: true, description: 'The latest known price; null when there is none.' })
  quote!: Quote | null;

  @Field(() => OptionContract, {
    nullable: true,
    description: 'Terms of a listed option; null for everything else, and where they are not known.',
  })
  optionContract!: OptionContract | null;
}

export const { Connection: InstrumentConnection, Edge: InstrumentEdge } = connectionOf('Instrument', Instrument);
