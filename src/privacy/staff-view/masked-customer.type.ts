import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf, PageArguments } from '../../operation/schema/connection.js';
import { NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateScalar, DateTimeScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';

@RequiresScopes('customers:view')
@ObjectType('MaskedAccount', { description: 'An account as staff see it.' })
export class MaskedAccountObject {
  @Field(() => String, { description: 'Last four digits of its number.' })
  lastFour!: string;

  @Field(() => String, { description: 'Kind of account.' })
  type!: string;

  @Field(() => String, { description: 'Its state.' })
  status!: string;

  @Field(() => String, { description: 'Base currency, ISO 4217.' })
  baseCurrency!: string;

  @Field(() => DateScalar, { description: 'Day of opening.' })
  openedOn!: string;
}

@RequiresScopes('customers:unmask')
@ObjectType('UnmaskedCustomer', { description: 'Personal details without the mask; each reading is recorded.' })
export class UnmaskedCustomerObject {
  @Field(() => String, { description: 'Name in Chinese.' })
  nameZh!: string;

  @Field(() => String, { description: 'Name in Latin letters.' })
  nameEn!: string;

  @Field(() => String, { nullable: true, description: 'Mobile number; null when none is known.' })
  mobile!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth; null when it is not known.' })
  birthDate!: string | null;

  @Field(() => String, { description: 'The brokerage’s reference of the customer.' })
  reference!: string;

  @Field(() => DateTimeScalar, { description: 'Until when this person sees it.' })
  until!: string;
}

@RequiresScopes('customers:view')
@ObjectType('MaskedCustomer', {
  implements: Node,
  description: 'A customer as staff see one: enough to know that it is the right one, not enough to use.',
})
export class MaskedCustomerObject extends Node {
  @Field(() => ID, { description: 'Opaque id, valid at this desk only.' })
  declare id: string;

  @Field(() => String, { description: 'First character of the Chinese name, the rest masked.' })
  nameZh!: string;

  @Field(() => String, { description: 'First letters of the Latin name, the rest masked.' })
  nameEn!: string;

  @Field(() => String, { nullable: true, description: 'First three and last four digits; null when none is known.' })
  mobile!: string | null;

  @Field(() => String, { nullable: true, description: 'Year of birth; null when it is not known.' })
  birthYear!: string | null;

  @Field(() => String, { description: 'The brokerage’s reference, masked but for the last two characters.' })
  reference!: string;

  @Field(() => String, { description: 'Service tier.' })
  tier!: string;

  @Field(() => String, { description: 'Risk level.' })
  riskLevel!: string;

  @Field(() => DateScalar, { description: 'Day on which the person became a customer.' })
  customerSince!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Last log-in; null when there was none.' })
  lastLoginAt!: string | null;
}
export const { Connection: MaskedCustomerConnection } = connectionOf('MaskedCustomer', MaskedCustomerObject);

@RequiresScopes('privacy:manage')
@ObjectType('Unmasking', {
  implements: Node,
  description: 'Somebody of our staff looked behind the mask for up to 15 minutes.',
})
export class UnmaskingObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  @Field(() => String, { description: 'The reason, in their words.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'Until when.' })
  expiresAt!: string;
}
export const { Connection: UnmaskingConnection } = connectionOf('Unmasking', UnmaskingObject);

@RequiresScopes('privacy:manage')
@ObjectType('PersonalDetails', { description: 'What is held of the customer beside the profile that apps may see.' })
export class PersonalDetailsObject {
  @Field(() => String, { description: 'The brokerage’s reference.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'Mobile number; null when none is known.' })
  mobile!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth; null when it is not known.' })
  birthDate!: string | null;

  @Field(() => String, { description: 'Language and region, BCP 47.' })
  locale!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Last log-in; null when there was none.' })
  lastLoginAt!: string | null;
}

@ArgsType()
export class MaskedCustomerArguments extends PageArguments {
  @Field(() => String, {
    description:
      'What the customer said: the whole reference, mobile number, account number or name. A part of it finds nobody.',
  })
  said!: string;
}

@InputType({ description: 'Lifts the mask of one customer for 15 minutes.' })
export class UnmaskCustomerInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => String, { description: 'Why; 10 to 1000 characters. The customer reads it.' })
  reason!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The customer with the mask lifted.' })
export class UnmaskCustomerPayload {
  @Field(() => MaskedCustomerObject, { nullable: true, description: 'The customer; null when nothing was lifted.' })
  customer!: unknown;

  @Field(() => [UserErrorType], { description: 'What stands against it.' })
  userErrors!: UserErrorType[];
}
