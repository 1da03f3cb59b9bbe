import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { CurrencyCodeScalar, DateScalar } from '../operation/schema/scalars.js';

export enum CustomerTier {
  HIGH_NET_WORTH = 'HIGH_NET_WORTH',
  POTENTIAL = 'POTENTIAL',
  MASS = 'MASS',
  DORMANT = 'DORMANT',
}

registerEnumType(CustomerTier, {
  name: 'CustomerTier',
  description: 'Service tier by average assets under management, in CNY.',
  valuesConfig: {
    HIGH_NET_WORTH: { description: '10 million and more.' },
    POTENTIAL: { description: '0.5 to 10 million.' },
    MASS: { description: '10,000 to 0.5 million.' },
    DORMANT: { description: 'Below 10,000, or no log-in for six months.' },
  },
});

export enum CustomerRiskLevel {
  C1_LOWEST = 'C1_LOWEST',
  C1 = 'C1',
  C2 = 'C2',
  C3 = 'C3',
  C4 = 'C4',
  C5 = 'C5',
}

registerEnumType(CustomerRiskLevel, {
  name: 'CustomerRiskLevel',
  description:
    'How much risk the customer can bear, from the questionnaire. A product of risk R*n* suits customers of C*n* and above.',
  valuesConfig: {
    C1_LOWEST: { description: 'The lowest class: products above R1 are always refused.' },
    C1: { description: 'Conservative.' },
    C2: { description: 'Cautious.' },
    C3: { description: 'Balanced.' },
    C4: { description: 'Growth-minded.' },
    C5: { description: 'Aggressive.' },
  },
});

@RequiresScopes('profile:read')
@ObjectType({ implements: Node, description: 'The customer on whose behalf the app acts.' })
export class Customer extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only.' })
  declare id: string;

  @RequiresScopes('profile:name')
  @Field(() => String, { description: 'Name in Chinese.' })
  nameZh!: string;

  @RequiresScopes('profile:name')
  @Field(() => String, { description: 'Name in Latin letters.' })
  nameEn!: string;

  @Field(() => CustomerTier, { description: 'Service tier.' })
  tier!: CustomerTier;

  @Field(() => CustomerRiskLevel, { description: 'Risk level from the last questionnaire.' })
  riskLevel!: CustomerRiskLevel;

  @Field(() => CurrencyCodeScalar, { description: 'Currency in which figures over all accounts are stated.' })
  baseCurrency!: string;

  @Field(() => DateScalar, { description: 'Day on which the person became a customer.' })
  customerSince!: string;
}
