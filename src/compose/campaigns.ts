import type pg from 'pg';
import {
  AnswerCampaign,
  ApproveCampaign,
  type CampaignContent,
  CampaignWorker,
  ChooseMessages,
  DecideAnswer,
  latestMarketDay,
  NO_CAMPAIGN_CONTENT,
  PreviewAudience,
  ProposeContent,
  ReadAttribution,
  ReleaseCampaign,
  ReportOutcome,
  takeBackFallen,
  WriteCampaign,
} from '../campaigns/index.js';
import { RULE_SETS, rescanLiveCopy } from '../copy-review/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';

export interface CampaignNeeds {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** The extension point `campaign.content`; the plugin registry fills it in. */
  readonly content?: CampaignContent;
}

/** One in fifty customers hears of no campaign; nobody hears more than two messages a week. */
const RULES = { globalControlPercent: 2, capMessages: 2, capDays: 7, batchMax: 20_000 };

/** What resolvers call about campaigns. */
export function campaignUseCases({ pool, clock, content = NO_CAMPAIGN_CONTENT }: CampaignNeeds) {
  const parts = { pool, clock };
  const writeCampaign = new WriteCampaign(parts);
  return {
    writeCampaign,
    approveCampaign: new ApproveCampaign(parts),
    releaseCampaign: new ReleaseCampaign(parts),
    previewAudience: new PreviewAudience(parts),
    proposeContent: new ProposeContent({ pool, content, write: writeCampaign }),
    reportOutcome: new ReportOutcome(parts),
    answerCampaign: new AnswerCampaign(parts),
    decideAnswer: new DecideAnswer(parts),
    chooseMessages: new ChooseMessages(parts),
    readAttribution: new ReadAttribution({ pool }),
  };
}

/** Looks every five seconds for occasions and for what is due, and scans live texts again when rules change. */
export function startCampaigns({
  pool,
  clock,
  logger,
  opened,
}: CampaignNeeds & { logger: Logger; opened: Opened }): void {
  const worker = new CampaignWorker({ pool, clock, rules: RULES, today: () => latestMarketDay(pool, clock.now()) });
  const onError = (error: unknown) => logger.error({ err: error }, 'the campaign worker failed and goes on');
  const step = async () => {
    await rescanLiveCopy({ pool, ruleSets: RULE_SETS, onFallen: takeBackFallen }, clock.now());
    await worker.step();
  };
  opened.add(new Recurring({ everyMs: 5000, step, onError }), (open) => open.stop());
}
