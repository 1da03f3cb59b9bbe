export {
  type InvokeTool,
  type Proposal,
  type RunnableVersion,
  type ToolOutcome,
  type ToolRequest,
  toolInvoker,
} from './invocation/invoke-tool.js';
export * from './package/index.js';
export { type PluginNeeds, type PluginUseCases, pluginUseCases } from './plugin-use-cases.js';
export { PLUGIN_ERRORS, pluginError } from './plugins.errors.js';
export { PLUGIN_EVENT_TYPES } from './plugins.events.js';
export { PLUGIN_READS } from './plugins.reads.js';
export { PLUGIN_SCOPES } from './plugins.scopes.js';
export type { ReviewCopy } from './registry/checks/index.js';
export type { ReleaseRules } from './registry/release.js';
export { RegistryWorker } from './registry-worker.js';
export * as runnerChecks from './runner/checks/index.js';
export * from './runner/index.js';
export { PluginInstallationsResolver } from './schema/installations.resolver.js';
export { PluginProposalsResolver, PluginRunsResolver } from './schema/plugin-runs.resolver.js';
export { PluginsResolver, PluginVersionsResolver } from './schema/plugins.resolver.js';
export { PublishingResolver } from './schema/publishing.resolver.js';
export { PluginReviewResolver } from './schema/review.resolver.js';
export * as pluginTools from './tools/index.js';
