import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { DateTimeScalar, DecimalScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';

@RequiresScopes('plugins:publish')
@ObjectType('PluginFuelPercentiles', { description: 'Fuel of runs that gave a result.' })
export class PluginFuelPercentilesObject {
  @Field(() => DecimalScalar, { description: 'Half of the runs used at most this.' })
  p50!: string;

  @Field(() => DecimalScalar, { description: 'Nine of ten runs used at most this.' })
  p90!: string;

  @Field(() => DecimalScalar, { description: '99 of 100 runs used at most this.' })
  p99!: string;
}

@RequiresScopes('plugins:publish')
@ObjectType('PluginFailure', {
  description: 'Runs that failed alike. No message and no input: they could quote a customer’s data.',
})
export class PluginFailureObject {
  @Field(() => String, { description: 'The tool.' })
  tool!: string;

  @Field(() => String, { description: 'Why it gave no result; docs/errors/PLUGIN_RUN_REFUSED.md explains each.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Line and column in the bundle; null where the engine knows none.',
  })
  place!: string | null;

  @Field(() => Int, { description: 'How many.' })
  count!: number;

  @Field(() => DateTimeScalar, { description: 'The latest.' })
  lastAt!: string;
}

@RequiresScopes('plugins:publish')
@ObjectType('PluginFigures', { description: 'How a version fares, without a customer in it.' })
export class PluginFiguresObject {
  @Field(() => Int, { description: 'Runs that began.' })
  runs!: number;

  @Field(() => Int, { description: 'Runs that failed by the plugin’s own fault.' })
  failures!: number;

  @Field(() => Int, { description: 'Customers for whom this version runs.' })
  installs!: number;

  @Field(() => PluginFuelPercentilesObject, { nullable: true, description: 'Fuel; null without a result.' })
  fuel!: PluginFuelPercentilesObject | null;

  @ListSize(20)
  @Field(() => [PluginFailureObject], { description: 'Failures, most frequent first.' })
  failuresByPlace!: readonly PluginFailureObject[];
}

@RequiresScopes('plugins:publish')
@ObjectType('PluginStatementLine', { description: 'One line of a statement: the sum of its runs and nothing else.' })
export class PluginStatementLineObject {
  @Field(() => String, { description: '`@publisher/name`.' })
  plugin!: string;

  @Field(() => String, { description: 'Version.' })
  version!: string;

  @Field(() => String, { description: 'Tool.' })
  tool!: string;

  @Field(() => String, { description: 'FREE, ALLOWANCE (within the free runs), RUN, MONTH or CLAWBACK.' })
  kind!: string;

  @Field(() => DecimalScalar, { description: 'Price of one; negative for what was taken back.' })
  unit!: string;

  @Field(() => String, { nullable: true, description: 'ISO 4217; null where nothing is paid.' })
  currency!: string | null;

  @Field(() => Int, { description: 'How many; the exports name the run of each.' })
  count!: number;

  @Field(() => DecimalScalar, { description: '`unit` × `count`.' })
  amount!: string;
}

@RequiresScopes('plugins:publish')
@ObjectType('PluginStatementTotal', { description: 'What was earned in one currency.' })
export class PluginStatementTotalObject {
  @Field(() => String, { description: 'ISO 4217.' })
  currency!: string;

  @Field(() => DecimalScalar, { description: 'What customers were charged.' })
  gross!: string;

  @Field(() => DecimalScalar, { description: 'What was taken back; not positive.' })
  clawedBack!: string;

  @Field(() => DecimalScalar, { description: 'gross + clawedBack.' })
  net!: string;

  @Field(() => DecimalScalar, { description: 'Fraction of net that the platform keeps; never above 0.30.' })
  shareRate!: string;

  @Field(() => DecimalScalar, {
    description: 'net × shareRate, rounded half up; negative, that is given back, when net is.',
  })
  platformShare!: string;

  @Field(() => DecimalScalar, { description: 'net − platformShare.' })
  payout!: string;
}

@RequiresScopes('plugins:publish')
@ObjectType('PluginStatement', { description: 'What a publisher earned in a month, made from metered runs alone.' })
export class PluginStatementObject {
  @Field(() => String, { description: '`YYYY-MM`, in Shanghai.' })
  month!: string;

  @Field(() => String, { description: 'How the figures come about: months, monthly prices, free runs, the share.' })
  convention!: string;

  @ListSize(50)
  @Field(() => [PluginStatementLineObject], { description: 'Its lines.' })
  lines!: readonly PluginStatementLineObject[];

  @ListSize(3)
  @Field(() => [PluginStatementTotalObject], { description: 'Totals by currency.' })
  totals!: readonly PluginStatementTotalObject[];

  @Field(() => String, { description: 'One record for each metered run with its line, RFC 4180.' })
  csv!: string;

  @Field(() => String, { description: 'All of it with the run of each entry and the sha256 of its receipt.' })
  json!: string;
}

@InputType({ description: 'Which charges are taken back.' })
export class ClawBackPluginChargesInput {
  @Field(() => ID, { description: 'Of which version.' })
  versionId!: string;

  @Field(() => DateTimeScalar, { description: 'Charges of this instant or later.' })
  since!: string;

  @Field(() => String, { description: 'Why, in 10 to 1000 characters.' })
  reason!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of taking charges back.' })
export class ClawBackPluginChargesPayload {
  @Field(() => Int, { nullable: true, description: 'How many were taken back now; null on error.' })
  charges!: number | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
