import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { CurrencyCodeScalar, DateScalar } from '../operation/schema/scalars.js';

export enum AccountType {
  CASH = 'CASH',
  FUND = 'FUND',
  OPTION = 'OPTION',
  PENSION = 'PENSION',
}

registerEnumType(AccountType, {
  name: 'AccountType',
  description: 'What can be held in an account.',
  valuesConfig: {
    CASH: { description: 'Securities bought with cash.' },
    FUND: { description: 'Fund units.' },
    OPTION: { description: 'Exchange-traded options.' },
    PENSION: { description: 'A personal pension.' },
  },
});

export enum AccountStatus {
  PENDING = 'PENDING',
  ACTIVE = 'ACTIVE',
  RESTRICTED = 'RESTRICTED',
  FROZEN = 'FROZEN',
  CLOSED = 'CLOSED',
}

registerEnumType(AccountStatus, {
  name: 'AccountStatus',
  description: 'Whether an account can be used.',
  valuesConfig: {
    PENDING: { description: 'Being opened.' },
    ACTIVE: { description: 'Open for all business.' },
    RESTRICTED: { description: 'Some business is closed, e.g. purchases.' },
    FROZEN: { description: 'No business at all.' },
    CLOSED: { description: 'Closed; its history stays readable.' },
  },
});

@RequiresScopes('accounts:read')
@ObjectType({ implements: Node, description: 'An account that the customer holds and chose to share.' })
export class Account extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only.' })
  declare id: string;

  @Field(() => String, { description: 'Name that the customer gave to the account.' })
  name!: string;

  @Field(() => String, { description: 'The account number with all but its last four digits hidden.' })
  maskedNumber!: string;

  @Field(() => AccountType, { description: 'What can be held in the account.' })
  type!: AccountType;

  @Field(() => AccountStatus, { description: 'Whether the account can be used.' })
  status!: AccountStatus;

  @Field(() => CurrencyCodeScalar, { description: 'Currency in which the figures of the account are stated.' })
  baseCurrency!: string;

  @Field(() => DateScalar, { description: 'Day on which the account was opened.' })
  openedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which the account was closed; null while it is open.',
  })
  closedOn!: string | null;
}

export const { Connection: AccountConnection } = connectionOf('Account', Account);
