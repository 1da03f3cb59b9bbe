import { CAMPAIGN_EVENT_TYPES } from './campaigns.events.js';
import { CAMPAIGN_READS } from './campaigns.reads.js';
import { CAMPAIGN_SCOPES } from './campaigns.scopes.js';
import { MessageChoiceResolver } from './choose/choice.resolver.js';
import { CampaignPartnersResolver, EventCampaignResolver } from './partners/partners.resolver.js';
import { CampaignTopicsResolver } from './partners/topics.resolver.js';
import { CampaignAnswersResolver } from './staff/answers.resolver.js';
import { CampaignActsResolver } from './staff/campaign-acts.resolver.js';
import { CampaignsResolver } from './staff/campaigns.resolver.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const CAMPAIGNS_FEATURE = {
  scopes: CAMPAIGN_SCOPES,
  reads: [CAMPAIGN_READS],
  events: CAMPAIGN_EVENT_TYPES,
  resolvers: [
    CampaignsResolver,
    CampaignActsResolver,
    CampaignAnswersResolver,
    EventCampaignResolver,
    CampaignPartnersResolver,
    CampaignTopicsResolver,
    MessageChoiceResolver,
  ],
};
