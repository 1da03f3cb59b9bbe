import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../../operation/schema/directives.js';
import { JsonObjectScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { PluginVersionObject } from './plugin-version.type.js';

@InputType({ description: 'A package to be published.' })
export class PublishPluginInput {
  @Field(() => String, {
    description: 'The signed package: its tar, gzipped, as base64. `openfolio plugin publish` sends it.',
  })
  package!: string;
}

@NoFurtherScope()
@ObjectType('PackageProblem', { description: 'What is wrong with a package.' })
export class PackageProblemObject {
  @Field(() => String, { description: 'Path inside the package; `package` where it is the whole.' })
  file!: string;

  @Field(() => String, { description: 'Line and column, or a JSON pointer; empty where it is the whole file.' })
  place!: string;

  @Field(() => String, { description: 'What is wrong.' })
  reason!: string;

  @Field(() => String, { description: 'What to do.' })
  remedy!: string;
}

@NoFurtherScope()
@ObjectType({
  description: 'The outcome of `publishPlugin`. The checks that need the engine follow in the background.',
})
export class PublishPluginPayload {
  @Field(() => PluginVersionObject, { nullable: true, description: 'The version; null when there was an error.' })
  version!: unknown;

  @ListSize(5)
  @Field(() => [PackageProblemObject], { description: 'All that is wrong with the package, each with its remedy.' })
  problems!: PackageProblemObject[];

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which version is withdrawn, and why.' })
export class WithdrawPluginInput {
  @Field(() => String, { description: '`@publisher/name`.' })
  name!: string;

  @Field(() => String, { description: 'Semantic version.' })
  version!: string;

  @Field(() => String, { description: 'Why, in 10 to 1000 characters; customers read it.' })
  reason!: string;
}

export enum PluginReviewDecision {
  APPROVE = 'APPROVE',
  REJECT = 'REJECT',
}
registerEnumType(PluginReviewDecision, {
  name: 'PluginReviewDecision',
  description: 'What a reviewer decides.',
  valuesConfig: {
    APPROVE: { description: 'It may go to customers, once another person says so too.' },
    REJECT: { description: 'It may not.' },
  },
});

@InputType({ description: 'A review.' })
export class ReviewPluginInput {
  @Field(() => ID, { description: 'Which version.' })
  versionId!: string;

  @Field(() => PluginReviewDecision, { description: 'The decision.' })
  decision!: PluginReviewDecision;

  @Field(() => String, { description: 'Why, in 10 to 1000 characters; the publisher reads it.' })
  reason!: string;
}

@InputType({ description: 'Which suspension is to end, and why.' })
export class LiftPluginSuspensionInput {
  @Field(() => ID, { description: 'Which version.' })
  versionId!: string;

  @Field(() => String, { description: 'Why, in 10 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Which version is stopped, and why.' })
export class KillPluginVersionInput {
  @Field(() => ID, { description: 'Which version.' })
  versionId!: string;

  @Field(() => String, { description: 'Why, in 10 to 1000 characters.' })
  reason!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of changing a version’s release.' })
export class PluginVersionPayload {
  @Field(() => PluginVersionObject, { nullable: true, description: 'The version as it is now; null on error.' })
  version!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A key that packages are signed with.' })
export class RegisterPluginKeyInput {
  @Field(() => JsonObjectScalar, {
    description: 'The public half as a JWK (Ed25519), as `openfolio plugin keys` prints it.',
  })
  jwk!: unknown;
}

@InputType({ description: 'Which key signs nothing any more.' })
export class RevokePluginKeyInput {
  @Field(() => String, { description: 'The key’s id, its thumbprint.' })
  kid!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of registering or revoking a key.' })
export class PluginKeyPayload {
  @Field(() => String, { nullable: true, description: 'The key’s id, its thumbprint; null on error.' })
  kid!: string | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

export enum PluginExtensionPoint {
  TICKET_RESPOND = 'ticket.respond',
  CAMPAIGN_CONTENT = 'campaign.content',
}
registerEnumType(PluginExtensionPoint, {
  name: 'PluginExtensionPoint',
  description: 'Where the platform itself asks a plugin.',
  valuesConfig: {
    TICKET_RESPOND: { description: 'Answers a simple ticket from the articles given.' },
    CAMPAIGN_CONTENT: { description: 'Proposes words for a campaign’s variant.' },
  },
});

@InputType({ description: 'Which version stands at an extension point.' })
export class ChoosePluginExtensionInput {
  @Field(() => PluginExtensionPoint, { description: 'Where.' })
  target!: PluginExtensionPoint;

  @Field(() => ID, { description: 'Which version; it must have a tool for that point and be released.' })
  versionId!: string;

  @Field(() => String, { description: 'Why, in 10 to 1000 characters.' })
  reason!: string;
}
