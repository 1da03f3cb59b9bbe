import { HookToolsResolver } from './hook-tools.resolver.js';
import { DeliveriesResolver, HooksResolver } from './hooks.resolver.js';
import { WEBHOOK_EVENT_TYPES } from './webhooks.events.js';
import { WEBHOOK_READS } from './webhooks.reads.js';
import { WEBHOOK_SCOPES } from './webhooks.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const WEBHOOKS_FEATURE = {
  scopes: WEBHOOK_SCOPES,
  reads: [WEBHOOK_READS],
  events: WEBHOOK_EVENT_TYPES,
  resolvers: [HooksResolver, DeliveriesResolver, HookToolsResolver],
};
