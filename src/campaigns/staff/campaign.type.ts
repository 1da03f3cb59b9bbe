import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CopyVerdict } from '../../copy-review/index.js';
import { connectionOf } from '../../operation/schema/connection.js';
import { Cost, RequiresAnyScope } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar, DecimalScalar, JsonObjectScalar } from '../../operation/schema/scalars.js';
import { AttributionModelEnum, CampaignStateEnum, CampaignTopicEnum, CopyDecisionEnum } from '../campaign.enums.js';

/** Who launches campaigns, and who decides about their words. */
export const CAMPAIGN_READERS = ['campaigns:launch', 'copy:decide'] as const;

@RequiresAnyScope(...CAMPAIGN_READERS)
@ObjectType('CampaignVariant', {
  description: 'One wording of a campaign, with what the rules and people say about it.',
})
export class CampaignVariantObject {
  @Field(() => String, { description: 'A, B …' })
  label!: string;

  @Field(() => Int, { description: 'Its share of those who are told, against the sum of all weights.' })
  weight!: number;

  @Field(() => String, { description: 'The words.' })
  text!: string;

  @Field(() => String, { description: 'sha256 of the words, hexadecimal.' })
  textHash!: string;

  @Field(() => CopyVerdict, { nullable: true, description: 'What the rules say; null before it is handed in.' })
  verdict!: CopyVerdict | null;

  @Field(() => String, { nullable: true, description: 'Version of the rules that said so.' })
  ruleSet!: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'What was found, as `CopyFinding` lists it.' })
  findings!: unknown;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'What it must say, as `CopyRequirement` lists it.' })
  requirements!: unknown;

  @Field(() => CopyDecisionEnum, { nullable: true, description: 'A reviewer’s decision; null while there is none.' })
  decision!: CopyDecisionEnum | null;

  @Field(() => String, { nullable: true, description: 'The reviewer’s reason.' })
  decisionReason!: string | null;

  @Cost(5)
  @RequiresAnyScope('campaigns:launch')
  @Field(() => Int, { description: 'Messages told in these words.' })
  told!: number;

  @Cost(5)
  @RequiresAnyScope('campaigns:launch')
  @Field(() => Int, { description: 'Customers to whom some partner reported it as shown.' })
  shown!: number;

  @Cost(5)
  @RequiresAnyScope('campaigns:launch')
  @Field(() => Int, { description: 'Customers of whom some partner reported that they turned to it.' })
  opened!: number;

  @Cost(5)
  @RequiresAnyScope('campaigns:launch')
  @Field(() => Int, { description: 'Customers whom some partner reported as converted: which words did better.' })
  converted!: number;
}

@RequiresAnyScope(...CAMPAIGN_READERS)
@ObjectType('CampaignAct', { description: 'Something that was done to a campaign. Never changed.' })
export class CampaignActObject {
  @Field(() => String, { description: 'edit, submit, return, approve, release, widen, halt or end.' })
  act!: string;

  @Field(() => String, { nullable: true, description: 'State before.' })
  fromState!: string | null;

  @Field(() => String, { description: 'State after.' })
  toState!: string;

  @Field(() => ID, { nullable: true, description: 'Who, as `Desk.personId`; null: the campaign’s own rules.' })
  personId!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, or what.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@RequiresAnyScope('campaigns:launch')
@ObjectType('CampaignFigures', { description: 'What came of a campaign so far.' })
export class CampaignFiguresObject {
  @Field(() => Int, { description: 'Customers chosen, control group included; once per occasion.' })
  chosen!: number;

  @Field(() => Int, { description: 'Of these, told.' })
  told!: number;

  @Field(() => Int, { description: 'Chosen beyond the released stage, or waiting for the morning.' })
  held!: number;

  @Field(() => Int, { description: 'In the control group: chosen and deliberately not told.' })
  control!: number;

  @Field(() => Int, { description: 'Not told because they had heard enough.' })
  capped!: number;

  @Field(() => Int, { description: 'Not told because the campaign stopped, was edited, or the customer opted out.' })
  stopped!: number;

  @Field(() => Int, { description: 'Messages that some partner reported as shown.' })
  shown!: number;

  @Field(() => Int, { description: 'Messages that some partner reported as opened.' })
  opened!: number;

  @Field(() => Int, { description: 'Customers whom some partner reported as converted.' })
  converted!: number;

  @Field(() => Int, { description: 'Customers who complained.' })
  complaints!: number;

  @Field(() => Float, { nullable: true, description: 'Average rating, 0 to 100; null without ratings.' })
  rating!: number | null;
}

@RequiresAnyScope('campaigns:launch')
@ObjectType('CampaignPreview', {
  implements: Node,
  description: 'Whom a campaign would choose: counts and masked examples.',
})
export class CampaignPreviewObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => Int, { description: 'Customers who match occasion and audience.' })
  matched!: number;

  @Field(() => Int, { description: 'Of these, those whom a partner could tell: consent given, not opted out.' })
  reachable!: number;

  @Field(() => Int, { description: 'Of these, those who opted out of such messages.' })
  optedOut!: number;

  @Field(() => JsonObjectScalar, {
    description: 'At most ten: family name, tier, risk level, language, year. No id, no number, no amount.',
  })
  sample!: unknown;

  @Field(() => Int, { description: 'Milliseconds that the question took.' })
  durationMs!: number;

  @Field(() => String, { description: 'Content hash that it was made for.' })
  contentHash!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  madeAt!: string;
}

@Cost(1)
@RequiresAnyScope(...CAMPAIGN_READERS)
@ObjectType('Campaign', {
  implements: Node,
  description: 'What is said to whom on what occasion, and how far it is released.',
})
export class CampaignObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'What staff and partners call it.' })
  name!: string;

  @Field(() => CampaignTopicEnum, { description: 'What it is about.' })
  topic!: CampaignTopicEnum;

  @Field(() => JsonObjectScalar, { description: 'The occasion, as `CampaignTriggerInput`.' })
  trigger!: unknown;

  @Field(() => JsonObjectScalar, { description: 'The audience, as `CampaignAudienceInput`.' })
  audience!: unknown;

  @Field(() => Boolean, {
    description: 'Whether it chooses by what is known of a customer; those who opted out don’t get it.',
  })
  personalised!: boolean;

  @Field(() => Int, { description: 'Share of the chosen, in per cent, who are told nothing.' })
  controlPercent!: number;

  @Field(() => Int, { description: 'Days for which a customer is not chosen again.' })
  repeatAfterDays!: number;

  @Field(() => JsonObjectScalar, { description: 'When it halts by itself, as `CampaignHaltRulesInput`.' })
  haltRules!: unknown;

  @Field(() => CampaignStateEnum, { description: 'How far it is.' })
  state!: CampaignStateEnum;

  @Field(() => String, { nullable: true, description: 'Why it is there, e.g. what halted it.' })
  stateReason!: string | null;

  @Field(() => Int, { description: 'Released share of customers in per cent: 0, 5, 25 or 100.' })
  stagePercent!: number;

  @Field(() => String, { description: 'Hash of all that an approval is about.' })
  contentHash!: string;

  @Field(() => String, { nullable: true, description: 'The hash that was approved; null when no approval holds.' })
  approvedHash!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was first written.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When anything about it last changed.' })
  updatedAt!: string;
}

export const { Connection: CampaignConnection } = connectionOf('Campaign', CampaignObject);

@RequiresAnyScope('campaigns:launch')
@ObjectType('CampaignCredit', { description: 'A partner’s part in a campaign’s conversions.' })
export class CampaignCreditObject {
  @Field(() => ID, { description: 'The campaign that gets the credit: another one may have shown its message before.' })
  campaignId!: string;

  @Field(() => String, { description: 'OAuth client id of the partner’s app.' })
  clientId!: string;

  @Field(() => DecimalScalar, { description: 'Conversions, with fractions to six decimals.' })
  conversions!: string;
}

@RequiresAnyScope('campaigns:launch')
@ObjectType('CampaignAttribution', { description: 'Who had what part in a campaign’s conversions.' })
export class CampaignAttributionObject {
  @Field(() => AttributionModelEnum, { description: 'The model.' })
  model!: AttributionModelEnum;

  @Field(() => String, { description: 'What the model does, in words.' })
  convention!: string;

  @Field(() => [CampaignCreditObject], { description: 'Most first.' })
  credits!: CampaignCreditObject[];
}
