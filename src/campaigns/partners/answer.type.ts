import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../operation/schema/connection.js';
import { RequiresAnyScope } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar, JsonObjectScalar } from '../../operation/schema/scalars.js';
import { CampaignAnswerKind, CampaignAnswerStatus } from '../campaign.enums.js';

@RequiresAnyScope('campaigns:report', 'copy:decide', 'campaigns:launch')
@ObjectType('CampaignAnswer', { implements: Node, description: 'Words of its own that a partner added to a message.' })
export class CampaignAnswerObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => ID, { description: 'The message, `CampaignMessage.id`.' })
  messageId!: string;

  @Field(() => CampaignAnswerKind, { description: 'What it is.' })
  kind!: CampaignAnswerKind;

  @Field(() => CampaignAnswerStatus, { description: 'Whether it may be shown.' })
  status!: CampaignAnswerStatus;

  @Field(() => DateTimeScalar, { description: 'When its present words came.' })
  receivedAt!: string;

  @Field(() => String, { nullable: true, description: 'The words; null for partners, who have them.' })
  text!: string | null;

  @Field(() => String, { nullable: true, description: 'sha256 of the words: what a decision is bound to. Staff only.' })
  textHash!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the rules that they were judged by. Staff only.' })
  ruleSet!: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'What was found, as `CopyFinding`. Staff only.' })
  findings!: unknown;
}

export const { Connection: CampaignAnswerConnection } = connectionOf('CampaignAnswer', CampaignAnswerObject);
