export {
  type InvokeTool,
  type Proposal,
  type RunnableVersion,
  type ToolOutcome,
  type ToolRequest,
  toolInvoker,
} from './invocation/invoke-tool.js';
export { keptMaterial, type ReplayLine, replayRun } from './invocation/replay-run.js';
export type { RunExtension } from './invocation/run-extension.js';
export { type RunReceipt, readReceipt } from './invocation/run-receipt.js';
export * from './package/index.js';
export { type PluginNeeds, type PluginUseCases, pluginUseCases } from './plugin-use-cases.js';
export { PLUGIN_ERRORS, pluginError } from './plugins.errors.js';
export { PLUGIN_EVENT_TYPES } from './plugins.events.js';
export { PLUGIN_READS } from './plugins.reads.js';
export { PLUGIN_SCOPES } from './plugins.scopes.js';
export { type CheckedVersion, CheckRegistry } from './registry/check-registry.js';
export type { ReviewCopy } from './registry/checks/index.js';
export { PublishedVersions } from './registry/published-versions.js';
export type { ReleaseRules } from './registry/release.js';
export { RegistryWorker } from './registry-worker.js';
export * as runnerChecks from './runner/checks/index.js';
export * from './runner/index.js';
export { PluginEarningsResolver } from './schema/earnings.resolver.js';
export { PluginInstallationsResolver } from './schema/installations.resolver.js';
export { PluginProposalsResolver, PluginRunsResolver } from './schema/plugin-runs.resolver.js';
export { PluginsResolver, PluginVersionsResolver } from './schema/plugins.resolver.js';
export { PublishingResolver } from './schema/publishing.resolver.js';
export { PluginReviewResolver } from './schema/review.resolver.js';
export * as pluginTools from './tools/index.js';
export { MakeStatement, type Statement } from './usage/statement.js';
