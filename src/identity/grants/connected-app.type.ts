import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../../operation/schema/directives.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';

@NoFurtherScope()
@ObjectType('GrantedScope', { description: 'One right of a connected app, in the words of the consent page.' })
export class GrantedScopeType {
  @Field(() => String, { description: 'The scope, `resource:action`.' })
  scope!: string;

  @Field(() => String, { description: 'Short title in English.' })
  titleEn!: string;

  @Field(() => String, { description: 'Short title in Chinese.' })
  titleZh!: string;

  @Field(() => String, { description: 'What the app may see or do, in plain English.' })
  plainEn!: string;

  @Field(() => String, { description: 'What the app may see or do, in plain Chinese.' })
  plainZh!: string;
}

@NoFurtherScope()
@ObjectType('ConnectedApp', {
  description: 'An app that the customer has allowed to read, with the consent it holds now.',
})
export class ConnectedAppType {
  @Field(() => ID, { description: 'Id of the grant; pass it to `revokeGrant`.' })
  grantId!: string;

  @Field(() => String, { description: 'Name of the app in English.' })
  nameEn!: string;

  @Field(() => String, { description: 'Name of the app in Chinese.' })
  nameZh!: string;

  @Field(() => String, { description: 'Who published it.' })
  publisherName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The domain that the publisher has proved to own; null when none is proved.',
  })
  verifiedDomain!: string | null;

  @ListSize(10)
  @Field(() => [GrantedScopeType], { description: 'What it may see or do.' })
  scopes!: GrantedScopeType[];

  @Field(() => [ID], { description: 'Ids of the accounts it may see.' })
  accountIds!: string[];

  @Field(() => DateTimeScalar, { description: 'When the customer consented.' })
  grantedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When the consent ends by itself.' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'From when on nothing is served until the customer confirms the consent again by `reconfirmGrant`; null when it runs to its end without.',
  })
  reconfirmBy!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last read under this consent; null when it never did.',
  })
  lastReadAt!: string | null;

  @Field(() => [String], {
    description: 'Which fields it read, as `Type.field` in alphabetical order, taken from its latest 200 reads.',
  })
  fieldsRead!: string[];
}

@InputType({ description: 'Which consent to end.' })
export class RevokeGrantInput {
  @Field(() => ID, { description: 'Id of the grant, from `connectedApps`.' })
  grantId!: string;
}

@NoFurtherScope()
@ObjectType('RevokeGrantPayload', { description: 'The outcome of `revokeGrant`.' })
export class RevokeGrantPayload {
  @Field(() => ID, { nullable: true, description: 'The grant that ended; null when there was an error.' })
  revokedGrantId!: string | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which consent to confirm again.' })
export class ReconfirmGrantInput {
  @Field(() => ID, { description: 'Id of the grant, from `connectedApps`.' })
  grantId!: string;
}

@NoFurtherScope()
@ObjectType('ReconfirmGrantPayload', { description: 'The outcome of `reconfirmGrant`.' })
export class ReconfirmGrantPayload {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the consent holds now without being confirmed again; null when there was an error.',
  })
  reconfirmBy!: string | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
