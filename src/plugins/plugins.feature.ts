import { PLUGIN_EVENT_TYPES } from './plugins.events.js';
import { PLUGIN_READS } from './plugins.reads.js';
import { PLUGIN_SCOPES } from './plugins.scopes.js';
import { PluginEarningsResolver } from './schema/earnings.resolver.js';
import { PluginInstallationsResolver } from './schema/installations.resolver.js';
import { PluginProposalsResolver, PluginRunsResolver } from './schema/plugin-runs.resolver.js';
import { PluginsResolver, PluginVersionsResolver } from './schema/plugins.resolver.js';
import { PublishingResolver } from './schema/publishing.resolver.js';
import { PluginReviewResolver } from './schema/review.resolver.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const PLUGINS_FEATURE = {
  scopes: PLUGIN_SCOPES,
  reads: [PLUGIN_READS],
  events: PLUGIN_EVENT_TYPES,
  resolvers: [
    PluginsResolver,
    PluginVersionsResolver,
    PublishingResolver,
    PluginReviewResolver,
    PluginEarningsResolver,
    PluginInstallationsResolver,
    PluginRunsResolver,
    PluginProposalsResolver,
  ],
};
