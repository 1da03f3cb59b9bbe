import {
  boolean,
  connection,
  id,
  instant,
  json,
  list,
  number,
  one,
  type ReadDeclarations,
  text,
  token,
} from '../operation/index.js';

const touches = (condition: string) =>
  number(`(SELECT count(*) FROM campaign_touch t WHERE t.campaign_id = @.id AND ${condition})`);
const outcomes = (outcome: string, what: string) =>
  number(
    `(SELECT count(DISTINCT o.${what}) FROM campaign_outcome o WHERE o.campaign_id = @.id AND o.outcome = '${outcome}')`,
  );

const ofVariant = (outcome: string) =>
  number(
    `(SELECT count(DISTINCT o.customer_id) FROM campaign_outcome o JOIN campaign_touch t ON t.id = o.touch_id
      WHERE o.campaign_id = @.campaign_id AND o.outcome = '${outcome}' AND t.variant_id = @.id)`,
  );

/** For staff by their acts; for partners by the events of their feed. Row-level security tells them apart. */
export const CAMPAIGN_READS: ReadDeclarations = {
  types: [
    {
      type: 'Campaign',
      from: 'campaign @',
      key: '@.id',
      idPrefix: 'cmp',
      fields: {
        id: id('cmp'),
        name: text('@.name'),
        topic: token('@.topic'),
        trigger: json('@.trigger'),
        audience: json('@.audience'),
        personalised: boolean('@.personalised'),
        controlPercent: number('@.control_percent'),
        repeatAfterDays: number('@.repeat_after_days'),
        haltRules: json('@.halt_rules'),
        state: token('@.state'),
        stateReason: text('@.state_reason'),
        stagePercent: number('@.stage_percent'),
        contentHash: token('@.content_hash'),
        approvedHash: token('@.approved_hash'),
        createdAt: instant('@.created_at'),
        updatedAt: instant('@.updated_at'),
        variants: list('CampaignVariant', {
          on: '^.campaign_id = @.id',
          where: '^.retired_at IS NULL',
          orderBy: ['^.label'],
        }),
        acts: list('CampaignAct', { on: '^.campaign_id = @.id', orderBy: ['^.at'] }),
        figures: one('CampaignFigures', '^.id = @.id'),
      },
    },
    {
      type: 'CampaignVariant',
      from: 'campaign_variant @',
      key: '@.id',
      joins: {
        r: 'LEFT JOIN copy_review @r ON @r.id = @.review_id',
        d: 'LEFT JOIN copy_decision @d ON @d.review_id = @.review_id',
      },
      fields: {
        label: token('@.label'),
        weight: number('@.weight'),
        text: text('@.text'),
        textHash: token('@.text_hash'),
        verdict: token('@r.verdict'),
        ruleSet: token('@r.rule_set'),
        findings: json('@r.findings'),
        requirements: json('@r.requirements'),
        decision: token('@d.decision'),
        decisionReason: text('@d.reason'),
        told: number(
          "(SELECT count(*) FROM campaign_touch t WHERE t.campaign_id = @.campaign_id AND t.variant_id = @.id AND t.state = 'TOLD')",
        ),
        shown: ofVariant('SHOWN'),
        opened: ofVariant('OPENED'),
        converted: ofVariant('CONVERTED'),
      },
    },
    {
      type: 'CampaignAct',
      from: 'campaign_act @',
      key: '@.id',
      fields: {
        act: token('@.act'),
        fromState: token('@.from_state'),
        toState: token('@.to_state'),
        personId: id('per', '@.person_id'),
        reason: text('@.reason'),
        at: instant('@.at'),
      },
    },
    {
      type: 'CampaignFigures',
      from: 'campaign @',
      key: '@.id',
      fields: {
        chosen: touches('true'),
        told: touches("t.state = 'TOLD'"),
        held: touches("t.state = 'HELD'"),
        control: touches("t.state = 'CONTROL'"),
        capped: touches("t.state = 'CAPPED'"),
        stopped: touches("t.state = 'STOPPED'"),
        shown: outcomes('SHOWN', 'touch_id'),
        opened: outcomes('OPENED', 'touch_id'),
        converted: outcomes('CONVERTED', 'customer_id'),
        complaints: number('(SELECT count(*) FROM campaign_complaint k WHERE k.campaign_id = @.id)'),
        rating: number('(SELECT round(avg(g.score), 1) FROM campaign_rating g WHERE g.campaign_id = @.id)'),
      },
    },
    {
      type: 'CampaignPreview',
      from: 'campaign_preview @',
      key: '@.id',
      idPrefix: 'cpv',
      fields: {
        id: id('cpv'),
        matched: number('@.matched'),
        reachable: number('@.reachable'),
        optedOut: number('@.opted_out'),
        sample: json('@.sample'),
        durationMs: number('@.duration_ms'),
        contentHash: token('@.content_hash'),
        madeAt: instant('@.made_at'),
      },
    },
    {
      type: 'CampaignMessage',
      from: 'campaign_touch @',
      key: '@.id',
      idPrefix: 'cms',
      joins: { e: 'JOIN event @e ON @e.id = @.event_id' },
      fields: {
        id: id('cms'),
        campaignId: id('cmp', '@.campaign_id'),
        customerId: id('cus', '@.customer_id'),
        campaign: text("@e.data ->> 'campaign'"),
        topic: token("@e.data ->> 'topic'"),
        variant: token("@e.data ->> 'variant'"),
        text: text("@e.data ->> 'text'"),
        textHash: token("@e.data ->> 'textHash'"),
        toldAt: instant('@.told_at'),
      },
    },
    {
      type: 'CampaignAnswer',
      from: 'campaign_answer @',
      key: '@.id',
      idPrefix: 'cma',
      joins: { r: 'LEFT JOIN copy_review @r ON @r.id = @.review_id' },
      fields: {
        id: id('cma'),
        messageId: id('cms', '@.touch_id'),
        kind: token('@.kind'),
        status: token('@.status'),
        receivedAt: instant('@.received_at'),
        campaign: one('Campaign', '^.id = @.campaign_id'),
        text: text('@r.text'),
        textHash: token('@r.text_hash'),
        ruleSet: token('@r.rule_set'),
        findings: json('@r.findings'),
      },
    },
    {
      type: 'MarketingPreference',
      from: 'marketing_preference @',
      key: '@.customer_id',
      fields: { messages: token('@.messages'), changedAt: instant('@.changed_at') },
    },
  ],
  extensions: [
    {
      extends: 'Event',
      fields: {
        campaignMessage: one('CampaignMessage', '^.event_id = @.event_id'),
        campaignAnswer: one('CampaignAnswer', "^.id = @e.subject_id AND @e.type = 'campaign.answer_judged'"),
      },
    },
  ],
  roots: {
    campaigns: connection('Campaign', {
      orderBy: ['^.created_at'],
      direction: 'DESC',
      filters: { states: { path: ['states'], sql: '^.state = ANY (?::text[])', as: 'list' } },
    }),
    campaign: { read: 'one', type: 'Campaign', by: { argument: 'id', prefix: 'cmp' } },
    campaignAnswers: connection('CampaignAnswer', {
      orderBy: ['^.received_at'],
      filters: { statuses: { path: ['statuses'], sql: '^.status = ANY (?::text[])', as: 'list' } },
    }),
    campaignAnswer: { read: 'one', type: 'CampaignAnswer', by: { argument: 'id', prefix: 'cma' } },
    campaignPreview: { read: 'one', type: 'CampaignPreview', by: { argument: 'id', prefix: 'cpv' } },
    marketingPreference: { read: 'one', type: 'MarketingPreference' },
  },
};
