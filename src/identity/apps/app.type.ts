import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../../operation/schema/directives.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';

export enum ClientType {
  CONFIDENTIAL = 'CONFIDENTIAL',
  PUBLIC = 'PUBLIC',
}
registerEnumType(ClientType, {
  name: 'ClientType',
  description: 'Whether an app can keep a private key.',
  valuesConfig: {
    CONFIDENTIAL: { description: 'Runs on a server and signs with a private key (`private_key_jwt`).' },
    PUBLIC: { description: 'Runs in a browser or on a phone. Sandbox only.' },
  },
});

export enum AppStatusEnum {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  SUSPENDED = 'SUSPENDED',
  DELETED = 'DELETED',
}
registerEnumType(AppStatusEnum, {
  name: 'AppStatus',
  description: 'Where an app stands. Only approved apps get tokens.',
  valuesConfig: {
    PENDING: { description: 'Waits for review.' },
    APPROVED: { description: 'May ask customers for consent.' },
    SUSPENDED: { description: 'Stopped by staff; its tokens are refused.' },
    DELETED: { description: 'Gone, with all its grants.' },
  },
});

@InputType({ description: 'Why the app asks for a scope, shown word for word on the consent page.' })
export class ScopePurposeInput {
  @Field(() => String, { description: 'The scope.' })
  scope!: string;

  @Field(() => String, { description: 'The purpose in English.' })
  en!: string;

  @Field(() => String, { description: 'The purpose in Chinese.' })
  zh!: string;
}

@InputType({ description: 'A new app of the publisher under whose grant this runs.' })
export class RegisterAppInput {
  @Field(() => String, { description: 'Name in Chinese, 2 to 60 characters.' })
  nameZh!: string;

  @Field(() => String, { description: 'Name in English, 2 to 60 characters.' })
  nameEn!: string;

  @Field(() => ClientType, { description: 'Whether the app can keep a private key.' })
  clientType!: ClientType;

  @Field(() => [String], {
    description:
      'Where customers are sent back to: https (in the sandbox also loopback), exact, one host. Empty for an app that only acts on its own.',
  })
  redirectUris!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Where the app itself begins a consent, on the host of its redirect URIs; refusals with `MISSING_SCOPE` point there.',
  })
  startUri?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Public keys as the JSON text of a JWK Set (RFC 7517): ES256, PS256 or EdDSA. Required for CONFIDENTIAL.',
  })
  jwks?: string | null;

  @Field(() => [String], { description: 'All scopes that the app may ever ask for.' })
  scopes!: string[];

  @Field(() => [ScopePurposeInput], { description: 'A purpose for each scope that it will ask customers for.' })
  purposes!: ScopePurposeInput[];
}

@NoFurtherScope()
@ObjectType('App', { description: 'A registered app.' })
export class AppType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => String, { description: 'The OAuth client id.' })
  clientId!: string;

  @Field(() => String, { description: 'Name in English.' })
  nameEn!: string;

  @Field(() => String, { description: 'Name in Chinese.' })
  nameZh!: string;

  @Field(() => AppStatusEnum, { description: 'Where it stands.' })
  status!: AppStatusEnum;

  @Field(() => [String], { description: 'All scopes that it may ever ask for.' })
  scopes!: readonly string[];

  @Field(() => [String], { description: 'Where customers may be sent back to.' })
  redirectUris!: readonly string[];
}

@NoFurtherScope()
@ObjectType('RegisterAppPayload', { description: 'The outcome of `registerApp`.' })
export class RegisterAppPayload {
  @Field(() => AppType, { nullable: true, description: 'The app; null when there was an error.' })
  app!: AppType | null;

  @Field(() => String, { nullable: true, description: 'Its OAuth client id; null when there was an error.' })
  clientId!: string | null;

  @ListSize(10)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
