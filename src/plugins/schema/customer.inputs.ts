import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { IdempotentInput } from '../../operation/schema/idempotent.js';
import { JsonObjectScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { PluginInstallationObject, PluginProposalObject, PluginRunObject } from './plugin-run.type.js';
import { PluginVersionObject } from './plugin-version.type.js';

@RequiresScopes('plugins:manage')
@ObjectType('PluginChange', { description: 'What an update changes.' })
export class PluginChangeObject {
  @Field(() => String, { description: 'In words, e.g. `now also reads Position.costBasis`.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether the customer has to agree to it.' })
  needsConsent!: boolean;
}

@RequiresScopes('plugins:manage')
@ObjectType('PluginOfferScope', { description: 'A scope that a plugin asks for, in the words of the consent page.' })
export class PluginOfferScopeObject {
  @Field(() => String, { description: 'The scope, `resource:action`.' })
  scope!: string;

  @Field(() => String, { description: 'Why, in the publisher’s words.' })
  purpose!: string;

  @Field(() => String, { description: 'Short title in English.' })
  titleEn!: string;

  @Field(() => String, { description: 'Short title in Chinese.' })
  titleZh!: string;

  @Field(() => String, { description: 'What it opens, in plain English.' })
  plainEn!: string;

  @Field(() => String, { description: 'What it opens, in plain Chinese.' })
  plainZh!: string;
}

@RequiresScopes('plugins:manage')
@ObjectType('PluginOffer', { description: 'What a customer would install now.' })
export class PluginOfferObject {
  @Field(() => PluginVersionObject, { nullable: true, description: 'The version.' })
  version!: unknown;

  @Field(() => String, { description: 'Names exactly what would be agreed to; pass it to `installPlugin`.' })
  consentHash!: string;

  @ListSize(5)
  @Field(() => [PluginOfferScopeObject], { description: 'What it asks for; it is all or nothing.' })
  scopes!: readonly PluginOfferScopeObject[];

  @ListSize(2)
  @Field(() => [String], { description: 'The mutations that it may propose; each takes a confirmation of its own.' })
  proposals!: readonly string[];

  @Field(() => PluginInstallationObject, { nullable: true, description: 'What is installed now; null for nothing.' })
  installed!: unknown;

  @Field(() => Boolean, { description: 'Whether the consent that stands covers the version: then it comes by itself.' })
  covered!: boolean;

  @ListSize(5)
  @Field(() => [PluginChangeObject], { description: 'Against what runs now; empty for a first installation.' })
  changes!: readonly PluginChangeObject[];
}

@InputType({ description: 'A consent to a plugin.' })
export class InstallPluginInput {
  @Field(() => String, { description: '`@publisher/name`.' })
  name!: string;

  @Field(() => String, { description: 'Of the offer that the customer saw.' })
  consentHash!: string;

  @Field(() => [ID], { description: 'The accounts that it may see.' })
  accountIds!: string[];

  @Field(() => Int, { description: 'For how many days: 90 or 180.' })
  days!: number;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of installing or removing a plugin.' })
export class PluginInstallationPayload {
  @Field(() => PluginInstallationObject, {
    nullable: true,
    description: 'The installation; null when it was removed or there was an error.',
  })
  installation!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which plugin is removed.' })
export class UninstallPluginInput {
  @Field(() => ID, { description: 'Id of the installation.' })
  installationId!: string;
}

@InputType({ description: 'A call of a plugin’s tool.' })
export class InvokePluginInput extends IdempotentInput {
  @Field(() => String, { description: '`@publisher/name`.' })
  plugin!: string;

  @Field(() => String, { description: 'The tool.' })
  tool!: string;

  @Field(() => JsonObjectScalar, { description: 'Arguments that fit the tool’s `argsSchema`.' })
  args!: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'Versions that the caller understands, e.g. `^1.2.0`; another one is refused. Any, when left out.',
  })
  versions?: string | null;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of `invokePlugin`.' })
export class InvokePluginPayload {
  @RequiresScopes('plugins:run')
  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'The result, of the type that the tool’s `resultSchema` describes (it was held against it); null on error.',
  })
  result!: unknown;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'That schema.' })
  resultSchema!: unknown;

  @Field(() => String, { nullable: true, description: 'To be shown with the result.' })
  disclaimer!: string | null;

  @Field(() => PluginRunObject, { nullable: true, description: 'The run, with its receipt and its proposals.' })
  run!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which proposal is decided.' })
export class PluginProposalInput {
  @Field(() => ID, { description: 'Id of the proposal.' })
  id!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of deciding a proposal.' })
export class PluginProposalPayload {
  @Field(() => PluginProposalObject, { nullable: true, description: 'The proposal as it is now; null on error.' })
  proposal!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A rating by a customer who used the plugin.' })
export class RatePluginInput {
  @Field(() => String, { description: '`@publisher/name`.' })
  name!: string;

  @Field(() => Int, { description: '1 to 5.' })
  stars!: number;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of `ratePlugin`.' })
export class RatePluginPayload {
  @Field(() => Int, { nullable: true, description: 'The stars that stand now; null on error.' })
  stars!: number | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
