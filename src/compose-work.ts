import { startCampaigns } from './compose-campaigns.js';
import { openPlans } from './compose-plans.js';
import { type PrivacyWork, startPrivacy } from './compose-privacy.js';
import { startProfiles } from './compose-profiles.js';
import { startRecordExports } from './compose-record-exports.js';
import type { Config } from './config.js';

/** What goes on by itself in a process that works: each finds what is due in the database, so any number of processes may. */
export function startWork(needs: PrivacyWork & { readonly config: Config }): void {
  startRecordExports(needs);
  const pooled = { ...needs, pool: needs.database.ops };
  startCampaigns(pooled);
  startProfiles(pooled);
  openPlans(needs);
  startPrivacy(needs);
}
