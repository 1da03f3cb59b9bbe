import type { Topic } from '../topics.js';

/** What a plugin is told when it may write words for a campaign: nothing of any customer. */
export interface ContentRequest {
  readonly campaignId: string;
  readonly topic: Topic;
  readonly variant: string;
  /** The brokerage's own words. */
  readonly text: string;
}

/**
 * Extension point `campaign.content`, implemented by the plugin registry: words of its own for one variant, or `undefined` to leave the
 * brokerage's. They are only a proposal: they become a new text of the campaign, so they are judged and approved like any other.
 */
export interface CampaignContent {
  propose(request: ContentRequest): Promise<string | undefined>;
}

/** Where no plugin is installed. */
export const NO_CAMPAIGN_CONTENT: CampaignContent = { propose: async () => undefined };
