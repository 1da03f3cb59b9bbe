import type { Config } from '../config.js';
import { startCampaigns } from './campaigns.js';
import { openPlans } from './plans.js';
import { type PrivacyWork, startPrivacy } from './privacy.js';
import { startProfiles } from './profiles.js';
import { startRecordExports } from './record-exports.js';

/** What goes on by itself in a process that works: each finds what is due in the database, so any number of processes may. */
export function startWork(needs: PrivacyWork & { readonly config: Config }): void {
  startRecordExports(needs);
  const pooled = { ...needs, pool: needs.database.ops };
  startCampaigns(pooled);
  startProfiles(pooled);
  openPlans(needs);
  startPrivacy(needs);
}
