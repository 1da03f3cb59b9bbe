import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../operation/schema/connection.js';
import { RequiresScopes } from '../../operation/schema/directives.js';
import { DateScalar, DateTimeScalar, JsonObjectScalar } from '../../operation/schema/scalars.js';

export enum CustomerFactKind {
  INSTRUMENT_INTEREST = 'INSTRUMENT_INTEREST',
  SECTOR_INTEREST = 'SECTOR_INTEREST',
  LOGINS_HALVED = 'LOGINS_HALVED',
  POSITION_CHANGES_DROPPED = 'POSITION_CHANGES_DROPPED',
  CLOSING_TICKETS = 'CLOSING_TICKETS',
  COMPLAINTS = 'COMPLAINTS',
  REGULAR_INVESTING = 'REGULAR_INVESTING',
  FIRST_TRADE_MISSING = 'FIRST_TRADE_MISSING',
  DORMANT = 'DORMANT',
  BIRTHDAY = 'BIRTHDAY',
}
registerEnumType(CustomerFactKind, {
  name: 'CustomerFactKind',
  description: 'What may be concluded of a customer.',
  valuesConfig: {
    INSTRUMENT_INTEREST: { description: 'Keeps looking at an instrument.' },
    SECTOR_INTEREST: { description: 'Keeps looking at a sector.' },
    LOGINS_HALVED: { description: 'Signs in half as often as before.' },
    POSITION_CHANGES_DROPPED: { description: 'Trades a fifth as often as before.' },
    CLOSING_TICKETS: { description: 'Asked how to close the account.' },
    COMPLAINTS: { description: 'Complained.' },
    REGULAR_INVESTING: { description: 'Bought the same in each of three months.' },
    FIRST_TRADE_MISSING: { description: 'Has an account and never traded.' },
    DORMANT: { description: 'Has been away, or holds little.' },
    BIRTHDAY: { description: 'Has a birthday.' },
  },
});

@RequiresScopes('campaigns:choose')
@ObjectType('CustomerFact', { description: 'Something concluded of the customer, by which messages may be chosen.' })
export class CustomerFactObject {
  @Field(() => CustomerFactKind, { description: 'What.' })
  kind!: CustomerFactKind;

  @Field(() => String, {
    nullable: true,
    description: 'About which instrument or sector, in English; null for neither.',
  })
  aboutEn!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in Chinese.' })
  aboutZh!: string | null;

  @Field(() => JsonObjectScalar, { description: 'The figures that decided.' })
  value!: unknown;

  @Field(() => String, { description: 'From what it was computed, with its thresholds.' })
  computedFrom!: string;

  @Field(() => DateScalar, { description: 'For which day.' })
  day!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  computedAt!: string;
}

export const { Connection: CustomerFactConnection } = connectionOf('CustomerFact', CustomerFactObject);
