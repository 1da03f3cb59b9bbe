import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Decimal } from '../../kernel/decimal.js';
import { ListSize, NoFurtherScope } from '../../operation/schema/directives.js';
import { IdempotentInput } from '../../operation/schema/idempotent.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { CampaignTopicEnum, CopyDecisionEnum } from '../campaign.enums.js';
import { CampaignObject, CampaignPreviewObject } from './campaign.type.js';

export enum CampaignTriggerKind {
  INDEX_CHANGE = 'INDEX_CHANGE',
  HOLDING_LOSS = 'HOLDING_LOSS',
  TIER_CHANGE = 'TIER_CHANGE',
  INSTRUMENT_INTEREST = 'INSTRUMENT_INTEREST',
  SECTOR_INTEREST = 'SECTOR_INTEREST',
  CHURN_SIGNALS = 'CHURN_SIGNALS',
  DORMANT = 'DORMANT',
  FIRST_TRADE_MISSING = 'FIRST_TRADE_MISSING',
  BIRTHDAY = 'BIRTHDAY',
  REGULAR_INVESTING = 'REGULAR_INVESTING',
  SCHEDULE = 'SCHEDULE',
}
registerEnumType(CampaignTriggerKind, {
  name: 'CampaignTriggerKind',
  description: 'On what occasion a campaign speaks. Each kind takes the fields that it names and no others.',
  valuesConfig: {
    INDEX_CHANGE: {
      description: 'An index falls or rises within a day: `index`, and `fallAtLeast`, `riseAtLeast` or both.',
    },
    HOLDING_LOSS: { description: 'A customer’s holdings together lost more than a share of their cost: `moreThan`.' },
    TIER_CHANGE: { description: 'A customer’s tier changed on the day: `to`.' },
    INSTRUMENT_INTEREST: { description: 'A customer keeps looking at an instrument: `instrument`.' },
    SECTOR_INTEREST: { description: 'A customer keeps looking at a sector: `sector`.' },
    CHURN_SIGNALS: { description: 'Log-ins halved, position changes down by 80 %, or tickets about closing.' },
    DORMANT: { description: 'A customer is dormant.' },
    FIRST_TRADE_MISSING: { description: 'An account without a first trade.' },
    BIRTHDAY: { description: 'A customer’s birthday.' },
    REGULAR_INVESTING: { description: 'Three months of regular investing.' },
    SCHEDULE: { description: 'An instant: `at`.' },
  },
});

@InputType({ description: 'An instrument by its key.' })
export class CampaignInstrumentInput {
  @Field(() => String, { description: 'Venue, ISO 10383.' })
  mic!: string;

  @Field(() => String, { description: 'Symbol at the venue.' })
  symbol!: string;
}

@InputType({ description: 'On what occasion a campaign speaks.' })
export class CampaignTriggerInput {
  @Field(() => CampaignTriggerKind, { description: 'Kind of occasion; says which other fields are needed.' })
  kind!: CampaignTriggerKind;

  @Field(() => CampaignInstrumentInput, { nullable: true, description: 'Of INDEX_CHANGE.' })
  index?: CampaignInstrumentInput;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of INDEX_CHANGE: `"0.05"` is a fall of 5 % or more against the close before.',
  })
  fallAtLeast?: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of INDEX_CHANGE: `"0.05"` is a rise of 5 % or more against the close before.',
  })
  riseAtLeast?: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: 'Of HOLDING_LOSS: `"0.1"` is more than 10 % below cost.' })
  moreThan?: Decimal;

  @Field(() => [String], { nullable: true, description: 'Of TIER_CHANGE: the tiers that were reached.' })
  to?: string[];

  @Field(() => CampaignInstrumentInput, { nullable: true, description: 'Of INSTRUMENT_INTEREST.' })
  instrument?: CampaignInstrumentInput;

  @Field(() => String, { nullable: true, description: 'Of SECTOR_INTEREST.' })
  sector?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of SCHEDULE.' })
  at?: string;
}

@InputType({ description: 'Whom of those a campaign speaks to. All conditions hold together; none: everybody.' })
export class CampaignAudienceInput {
  @Field(() => [String], { nullable: true, description: 'Tiers, as `CustomerTier`.' })
  tiers?: string[];

  @Field(() => [String], { nullable: true, description: 'Risk levels, as `CustomerRiskLevel`.' })
  riskLevels?: string[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Holdings together more than this share below cost, at the day’s close in CNY.',
  })
  holdingLossMoreThan?: Decimal;

  @Field(() => CampaignInstrumentInput, { nullable: true, description: 'Holds this instrument.' })
  holds?: CampaignInstrumentInput;

  @Field(() => String, { nullable: true, description: 'Holds something of this sector.' })
  holdsSector?: string;

  @Field(() => [String], { nullable: true, description: 'Any of these facts holds, e.g. `REGULAR_INVESTING`.' })
  facts?: string[];

  @Field(() => String, { nullable: true, description: 'Keeps looking at this sector.' })
  interestedInSector?: string;

  @Field(() => DecimalScalar, { nullable: true, description: '20-day average assets in CNY, at least.' })
  averageAssetsAtLeast?: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: '20-day average assets in CNY, below.' })
  averageAssetsBelow?: Decimal;

  @Field(() => DateScalar, { nullable: true, description: 'Customer since before this day.' })
  customerBefore?: string;

  @Field(() => DateScalar, { nullable: true, description: 'Customer since this day or later.' })
  customerSince?: string;

  @Field(() => [String], { nullable: true, description: 'Languages, e.g. `zh-CN`.' })
  locales?: string[];
}

@InputType({ description: 'One wording.' })
export class CampaignVariantInput {
  @Field(() => String, { description: 'A, B …' })
  label!: string;

  @Field(() => Int, { description: 'Share against the sum of all weights, 1 to 100.' })
  weight!: number;

  @Field(() => String, { description: 'The words.' })
  text!: string;
}

@InputType({ description: 'When a campaign halts by itself: a count is reached and a share is passed.' })
export class CampaignHaltRulesInput {
  @Field(() => Int, { description: 'Customers who complained, at least.' })
  complaintsMin!: number;

  @Field(() => DecimalScalar, { description: 'Share of those told that complaints must pass.' })
  complaintRateMax!: Decimal;

  @Field(() => Int, { description: 'Ratings, at least.' })
  ratingsMin!: number;

  @Field(() => Int, { description: 'Average rating, 0 to 100, that must be reached.' })
  ratingAverageMin!: number;

  @Field(() => Int, { description: 'Messages that failed, at least.' })
  errorsMin!: number;

  @Field(() => DecimalScalar, { description: 'Share of those told that errors must pass.' })
  errorRateMax!: Decimal;
}

@InputType({ description: 'What a campaign consists of; editing changes what is given.' })
export class CampaignPlanInput extends IdempotentInput {
  @Field(() => String, { nullable: true, description: 'Its name, 3 to 120 characters.' })
  name?: string;

  @Field(() => CampaignTopicEnum, { nullable: true, description: 'What it is about.' })
  topic?: CampaignTopicEnum;

  @Field(() => CampaignTriggerInput, { nullable: true, description: 'The occasion.' })
  trigger?: CampaignTriggerInput;

  @Field(() => CampaignAudienceInput, { nullable: true, description: 'Whom it speaks to; everybody when left out.' })
  audience?: CampaignAudienceInput;

  @Field(() => [CampaignVariantInput], { nullable: true, description: 'One to five wordings.' })
  variants?: CampaignVariantInput[];

  @Field(() => Int, { nullable: true, description: 'Control group in per cent, 0 to 50; 10 when left out.' })
  controlPercent?: number;

  @Field(() => Int, { nullable: true, description: 'Days for which a customer is not chosen again; 30 when left out.' })
  repeatAfterDays?: number;

  @Field(() => CampaignHaltRulesInput, {
    nullable: true,
    description: 'When it halts by itself; presets when left out.',
  })
  haltRules?: CampaignHaltRulesInput;
}

@InputType({ description: 'A campaign that is changed.' })
export class EditCampaignInput extends CampaignPlanInput {
  @Field(() => ID, { description: 'Which campaign.' })
  id!: string;
}

@InputType({ description: 'Which campaign.' })
export class CampaignIdInput {
  @Field(() => ID, { description: 'Which campaign.' })
  id!: string;
}

@InputType({ description: 'Which campaign, and why.' })
export class CampaignReasonInput extends CampaignIdInput {
  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;
}

@InputType({ description: 'A reviewer’s decision about one wording.' })
export class DecideCampaignCopyInput extends CampaignReasonInput {
  @Field(() => String, { description: 'Label of the variant.' })
  variant!: string;

  @Field(() => CopyDecisionEnum, { description: 'What is decided.' })
  decision!: CopyDecisionEnum;
}

@InputType({ description: 'Which campaign is tried for which day.' })
export class DryRunCampaignInput extends CampaignIdInput {
  @Field(() => DateScalar, { nullable: true, description: 'Prices of this day; the latest market day when left out.' })
  day?: string;
}

@NoFurtherScope()
@ObjectType('CampaignPayload', { description: 'A campaign after an act.' })
export class CampaignPayload {
  @Field(() => CampaignObject, { nullable: true, description: 'The campaign; null when the act did nothing.' })
  campaign!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType('DryRunCampaignPayload', { description: 'Whom a campaign would choose.' })
export class DryRunCampaignPayload {
  @Field(() => CampaignPreviewObject, { nullable: true, description: 'The preview; null when there was an error.' })
  preview!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
