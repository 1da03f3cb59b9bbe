import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { actingPerson, type OperationContext } from '../../operation/index.js';
import { Cost, ListSize, RequiresAnyScope, RequiresScopes } from '../../operation/schema/directives.js';
import { Idempotent } from '../../operation/schema/idempotent.js';
import { holderOf, type KeyedAct } from '../../storage/index.js';
import { CampaignTopicEnum } from '../campaign.enums.js';
import { withUserErrors } from '../mutation-answers.js';
import { TOPICS, type Topic } from '../topics.js';
import {
  AllowCampaignTopicsInput,
  AllowCampaignTopicsPayload,
  CampaignTopicAllowance,
  TOPIC_READERS,
} from './topics.type.js';

/** Port, implemented by identity: what a publisher's apps may hold among the scopes that take an allowance. */
export interface TopicAllowance {
  allow(
    allowance: { publisher: string; scopes: readonly string[]; personId: string; reason: string },
    once: KeyedAct,
  ): Promise<void>;
}

/** Which topics a partner may receive: staff say it, the partner sees it. */
@Resolver()
export class CampaignTopicsResolver {
  readonly #allowance: TopicAllowance;

  constructor(dependencies: { topicAllowance: TopicAllowance }) {
    this.#allowance = dependencies.topicAllowance;
  }

  @ListSize(4)
  @RequiresAnyScope(...TOPIC_READERS)
  @Query(() => [CampaignTopicAllowance], {
    description:
      'Each topic, and whether this partner may receive it. An app sees its own publisher’s, whatever it names.',
  })
  campaignTopics(
    @Arg('publisher', () => ID, { nullable: true, description: 'Slug of the publisher; for staff.' }) publisher:
      | string
      | null,
    @Ctx() context: OperationContext,
  ): Promise<CampaignTopicAllowance[]> {
    return topicsOf(publisher, context);
  }

  @RequiresScopes('campaigns:allow')
  @Cost(10)
  @Idempotent()
  @Mutation(() => AllowCampaignTopicsPayload, {
    description:
      'Says which topics a partner may receive. What is withdrawn ends with the next event, at all of its apps; they are told.',
  })
  allowCampaignTopics(
    @Arg('input', () => AllowCampaignTopicsInput, { description: 'The allowance.' }) input: AllowCampaignTopicsInput,
    @Ctx() context: OperationContext,
  ): Promise<AllowCampaignTopicsPayload> {
    return withUserErrors<{ topics: CampaignTopicAllowance[] }>(
      async () => {
        const { idempotencyKey: key, publisher, topics, reason } = input;
        const said = { publisher, topics: [...new Set(topics)].toSorted(), reason };
        const [holder, now] = [holderOf(context.grant), context.clock.now()];
        const once = { holder, act: 'allowCampaignTopics', key, input: said, now };
        const scopes = said.topics.map((topic) => TOPICS[topic].scope);
        await this.#allowance.allow({ publisher, scopes, reason, personId: actingPerson(context).id }, once);
        return { topics: await topicsOf(publisher, context) };
      },
      { topics: [] },
    );
  }
}

/** Row-level security shows an app its own publisher's rows alone. */
const ALLOWED = `
SELECT s.scope, to_char(s.allowed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM publisher_scope s
JOIN publisher p ON p.id = s.publisher_id LEFT JOIN app a ON a.id = $2
WHERE CASE WHEN $1::text IS NULL THEN s.publisher_id = a.publisher_id ELSE p.slug = $1 END`;

async function topicsOf(
  publisher: string | null,
  { reach, grant, count }: OperationContext,
): Promise<CampaignTopicAllowance[]> {
  const slug = grant.person === null ? null : publisher;
  const [rows = []] = await reach.read([{ name: 'campaign_topics', text: ALLOWED, values: [slug, grant.appId] }]);
  const since = new Map(rows.map(([scope, at]) => [scope, at]));
  const topics = Object.entries(TOPICS).map(([topic, { eventType, scope }]) => ({
    topic: CampaignTopicEnum[topic as Topic],
    eventType,
    scope,
    allowed: since.has(scope),
    allowedAt: since.get(scope) ?? null,
  }));
  count('CampaignTopicAllowance', topics.length);
  return topics;
}
