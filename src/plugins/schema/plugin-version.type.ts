import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../operation/schema/connection.js';
import { ListSize, RequiresAnyScope } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonObjectScalar } from '../../operation/schema/scalars.js';
import { PluginReleaseStatus } from './plugin.enums.js';
import { PLUGIN_READERS } from './plugin.type.js';

@RequiresAnyScope(...PLUGIN_READERS)
@ObjectType('PluginScope', { description: 'A scope that a plugin asks for.' })
export class PluginScopeObject {
  @Field(() => String, { description: 'The scope, `resource:action`.' })
  scope!: string;

  @Field(() => String, { description: 'Why, in the publisher’s words.' })
  purpose!: string;
}

@RequiresAnyScope(...PLUGIN_READERS)
@ObjectType('PluginTool', { description: 'One function of a plugin.' })
export class PluginToolObject {
  @Field(() => String, { description: 'Its name within the plugin.' })
  name!: string;

  @Field(() => String, { description: 'What a customer reads.' })
  title!: string;

  @Field(() => String, { description: 'What it does.' })
  description!: string;

  @Field(() => String, { description: 'Where it is called from: `tool`, `ticket.respond` or `campaign.content`.' })
  target!: string;

  @Field(() => String, { description: 'To be shown with every result.' })
  disclaimer!: string;

  @Field(() => String, { description: 'The GraphQL document that its input is read with.' })
  query!: string;

  @Field(() => DecimalScalar, { description: 'Most fuel of a run, in units of the engine’s meter.' })
  fuelLimit!: string;

  @Field(() => JsonObjectScalar, { description: 'JSON Schema of `args`.' })
  argsSchema!: unknown;

  @Field(() => JsonObjectScalar, { description: 'JSON Schema of the result: each result was held against it.' })
  resultSchema!: unknown;
}

@RequiresAnyScope('plugins:publish', 'plugins:review')
@ObjectType('PluginCheck', { description: 'An automated check of a version.' })
export class PluginCheckObject {
  @Field(() => String, { description: 'cost, copy, difference, fixtures, properties, scaling or drift.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether it passed.' })
  passed!: boolean;

  @Field(() => String, { description: 'What was found, and what to do about it.' })
  summary!: string;

  @Field(() => JsonObjectScalar, { description: 'Problems or figures, as a list in `items`.' })
  details!: unknown;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresAnyScope('plugins:publish', 'plugins:review')
@ObjectType('PluginReview', { description: 'What a reviewer decided. Publishers are not told who it was.' })
export class PluginReviewObject {
  @Field(() => String, { description: 'APPROVE, REJECT, or LIFT for a suspension.' })
  decision!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresAnyScope('plugins:publish', 'plugins:review')
@ObjectType('PluginReleaseChange', { description: 'One step of a version’s release.' })
export class PluginReleaseChangeObject {
  @Field(() => PluginReleaseStatus, { nullable: true, description: 'Before; null at submission.' })
  from!: PluginReleaseStatus | null;

  @Field(() => PluginReleaseStatus, { description: 'After.' })
  to!: PluginReleaseStatus;

  @Field(() => Int, { nullable: true, description: 'Per cent of customers, where it was staged.' })
  percent!: number | null;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, { description: 'PLATFORM, PUBLISHER or STAFF.' })
  by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresAnyScope(...PLUGIN_READERS)
@ObjectType('PluginVersion', { implements: Node, description: 'One version of a plugin. Its contents never change.' })
export class PluginVersionObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'Semantic version.' })
  version!: string;

  @Field(() => PluginReleaseStatus, { description: 'How far its release is.' })
  status!: PluginReleaseStatus;

  @Field(() => Int, { nullable: true, description: 'Per cent of customers it is offered to, while staged.' })
  stagePercent!: number | null;

  @Field(() => String, { nullable: true, description: 'Why its release is where it is.' })
  statusReason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When time moves it on; for a review, its deadline.' })
  dueAt!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was submitted.' })
  submittedAt!: string;

  @ListSize(50)
  @Field(() => [String], {
    description:
      'Privacy label: what its tools read, `Type.field`, derived from their documents. It can send nothing anywhere.',
  })
  fieldsRead!: string[];

  @Field(() => String, { description: 'free, per-run or monthly.' })
  priceModel!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price; null where it is free.' })
  priceAmount!: string | null;

  @Field(() => String, { nullable: true, description: 'Currency of the price, ISO 4217.' })
  priceCurrency!: string | null;

  @Field(() => Int, { description: 'Runs per customer and month without a price.' })
  freeRuns!: number;

  @Field(() => String, { description: 'Whose budget takes cost and fuel: INSTALLER or PUBLISHER.' })
  payer!: string;

  @Field(() => JsonObjectScalar, {
    description: 'Method, parameters and data source, as the publisher discloses them.',
  })
  disclosure!: unknown;

  @Field(() => String, { description: 'SPDX expression.' })
  license!: string;

  @Field(() => String, { description: 'What changed in it.' })
  changelog!: string;

  @Field(() => String, { description: 'Where customers get help.' })
  support!: string;

  @ListSize(2)
  @Field(() => [String], { description: 'What a reviewer must look at in particular.' })
  reviewNeeded!: string[];

  @Field(() => String, { description: 'sha256 of the package.' })
  packageHash!: string;

  @Field(() => String, { description: 'Digest of the engine that its fixtures passed with.' })
  engine!: string;

  @Field(() => DateScalar, { description: 'Day of the schema that it was written for.' })
  schemaVersion!: string;
}

export const { Connection: PluginVersionConnection } = connectionOf('PluginVersion', PluginVersionObject);
