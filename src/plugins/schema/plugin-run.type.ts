import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../operation/schema/connection.js';
import { ListSize, RequiresScopes } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar, DecimalScalar, JsonObjectScalar } from '../../operation/schema/scalars.js';
import { PluginProposalStatus, PluginRunStatus } from './plugin.enums.js';

@RequiresScopes('plugins:run')
@ObjectType('PluginInstallation', {
  implements: Node,
  description: 'A plugin that the customer installed, with the consent that stands behind it.',
})
export class PluginInstallationObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: '`@publisher/name`.' })
  name!: string;

  @Field(() => String, { description: 'Version that runs.' })
  version!: string;

  @ListSize(5)
  @Field(() => [String], { description: 'Scopes that the customer allowed.' })
  scopes!: string[];

  @ListSize(50)
  @Field(() => [String], { description: 'Fields that the customer allowed, `Type.field`.' })
  fields!: string[];

  @Field(() => DateTimeScalar, { description: 'When the customer consented.' })
  installedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When the consent ends by itself.' })
  expiresAt!: string;
}

export const { Connection: PluginInstallationConnection } = connectionOf(
  'PluginInstallation',
  PluginInstallationObject,
);

@RequiresScopes('plugins:run')
@ObjectType('PluginProposal', {
  implements: Node,
  description:
    'A change that a plugin proposes. Nothing happens before the customer confirms it on the brokerage’s page.',
})
export class PluginProposalObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => PluginProposalStatus, { description: 'What became of it.' })
  status!: PluginProposalStatus;

  @Field(() => String, { description: 'Why, in the plugin’s words.' })
  reason!: string;

  @Field(() => String, { description: 'The mutation that would be carried out; part of the package.' })
  document!: string;

  @Field(() => JsonObjectScalar, { description: 'Its variables.' })
  variables!: unknown;

  @Field(() => DateTimeScalar, { description: 'Until when it can be confirmed.' })
  expiresAt!: string;

  @Field(() => String, { nullable: true, description: 'OK, or the code of what refused it; null before.' })
  outcome!: string | null;
}

export const { Connection: PluginProposalConnection } = connectionOf('PluginProposal', PluginProposalObject);

@RequiresScopes('plugins:run')
@ObjectType('PluginRun', {
  implements: Node,
  description: 'One run of a tool. An app sees its own runs, the brokerage’s pages show the customer all of them.',
})
export class PluginRunObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: '`@publisher/name`.' })
  plugin!: string;

  @Field(() => String, { description: 'Version that ran.' })
  version!: string;

  @Field(() => String, { description: 'The tool.' })
  tool!: string;

  @Field(() => PluginRunStatus, { description: 'How it ended.' })
  status!: PluginRunStatus;

  @Field(() => String, { nullable: true, description: 'Code of why it gave no result.' })
  code!: string | null;

  @Field(() => DateTimeScalar, { description: 'The instant that the tool’s clock showed.' })
  asOf!: string;

  @Field(() => Int, { nullable: true, description: 'Milliseconds until it was decided.' })
  durationMs!: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Fuel it used: exact, and the same in every replay.' })
  fuelUsed!: string | null;

  @Field(() => Int, { nullable: true, description: 'Cost points of its input.' })
  costPoints!: number | null;

  @Field(() => Int, { nullable: true, description: 'Points of its fuel.' })
  fuelPoints!: number | null;

  @Field(() => String, { nullable: true, description: 'sha256 of the exact input text.' })
  inputHash!: string | null;

  @Field(() => String, { nullable: true, description: 'sha256 of the exact output text.' })
  outputHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Signed receipt (JWS): `openfolio plugin replay` reproduces the run from it.',
  })
  receipt!: string | null;

  @Field(() => String, { nullable: true, description: 'The exact input text, kept 90 days.' })
  input!: string | null;

  @Field(() => String, { nullable: true, description: 'The exact output text, kept 90 days.' })
  output!: string | null;
}

export const { Connection: PluginRunConnection } = connectionOf('PluginRun', PluginRunObject);
