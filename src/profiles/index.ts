export { ActivityBuffer } from './activity/activity-buffer.js';
export { type LogIn, type Look, RecordActivity } from './activity/record-activity.js';
export { computeFacts } from './facts/compute-facts.js';
export { FACT_KINDS, type FactKind } from './facts/fact.js';
export { KeepProfiles, type ProfileRun } from './keep-profiles.js';
export { PROFILES_FEATURE } from './profiles.feature.js';
export { assignTiers } from './tiers/assign-tiers.js';
export { recordAum } from './tiers/record-aum.js';
export { requireRates, valuesOnDay } from './values-on-day.sql.js';
