import type pg from 'pg';
import type { CampaignContent } from '../release/campaign-content.js';
import { loadCampaign } from '../release/load-campaign.js';
import type { WriteCampaign } from './write-campaign.js';

/** Asks the plugins for words and writes them into the draft, in the name of the person who asked. */
export class ProposeContent {
  readonly #parts: { readonly pool: pg.Pool; readonly content: CampaignContent; readonly write: WriteCampaign };

  constructor(parts: { pool: pg.Pool; content: CampaignContent; write: WriteCampaign }) {
    this.#parts = parts;
  }

  /**
   * @returns labels of the variants that have new words
   * @throws PublicError CAMPAIGN_NOT_FOUND, and what editing throws
   */
  async propose(campaignId: string, personId: string): Promise<string[]> {
    const { pool, content, write } = this.#parts;
    const { topic, variants } = await loadCampaign(pool, campaignId);
    const proposed = await Promise.all(
      variants.map(async ({ label, weight, text }) => {
        const words = await content.propose({ campaignId, topic, variant: label, text });
        return { label, weight, text: words ?? text, isNew: words !== undefined && words !== text };
      }),
    );
    const changed = proposed.filter(({ isNew }) => isNew).map(({ label }) => label);
    const words = proposed.map(({ label, weight, text }) => ({ label, weight, text }));
    if (changed.length > 0) await write.edit(campaignId, { variants: words }, personId);
    return changed;
  }
}
