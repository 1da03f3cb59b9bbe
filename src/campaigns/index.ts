export { CAMPAIGN_ERRORS, campaignError } from './campaigns.errors.js';
export { CAMPAIGNS_FEATURE } from './campaigns.feature.js';
export { ChooseMessages, MESSAGE_CHOICES, type MessageChoice } from './choose/choose-messages.js';
export { compileAudience } from './choose/compile-audience.js';
export { PreviewAudience } from './choose/preview-audience.js';
export { ApproveCampaign } from './flight/approve-campaign.js';
export {
  AUDIENCE,
  CAMPAIGN_PLAN,
  type CampaignPlan,
  hashOfPlan,
  isPersonalised,
  TRIGGER,
} from './flight/campaign-plan.js';
export {
  CAMPAIGN_ACTS,
  CAMPAIGN_STATES,
  type CampaignAct,
  type CampaignState,
  STAGES,
} from './flight/campaign-states.js';
export { ProposeContent } from './flight/propose-content.js';
export { haltCampaign, ReleaseCampaign } from './flight/release-campaign.js';
export { VARIANT_COPY } from './flight/take-down.js';
export { type PlanInput, WriteCampaign } from './flight/write-campaign.js';
export { AnswerCampaign } from './partners/answer-campaign.js';
export { attributeConversions, type Credit } from './partners/attribute-conversions.js';
export {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  attribute,
  type ChannelTouch,
  CONVENTIONS,
} from './partners/attribution.js';
export { DecideAnswer } from './partners/decide-answer.js';
export { ReadAttribution } from './partners/read-attribution.js';
export { ReportOutcome } from './partners/report-outcome.js';
export type { TopicAllowance } from './partners/topics.resolver.js';
export { type CampaignContent, type ContentRequest, NO_CAMPAIGN_CONTENT } from './release/campaign-content.js';
export { CampaignWorker, type WorkerReport } from './release/campaign-worker.js';
export { type Fired, fireCampaign, type Occasion } from './release/fire-campaign.js';
export { hearTickets } from './release/hear-tickets.js';
export { type FlightFigures, judgeFlight, reasonToHalt } from './release/judge-flight.js';
export { loadCampaign } from './release/load-campaign.js';
export { findOccasion, latestMarketDay } from './release/occasions.js';
export { takeBackFallen } from './release/take-back-fallen.js';
export { tellDue } from './release/tell-due.js';
export { TOPICS, type Topic } from './topics.js';
