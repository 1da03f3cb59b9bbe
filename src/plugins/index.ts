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
export { PLUGINS_FEATURE } from './plugins.feature.js';
export { type CheckedVersion, CheckRegistry } from './registry/check-registry.js';
export { tooDear } from './registry/checks/cost-check.js';
export type { ReviewCopy } from './registry/checks/index.js';
export { PublishedVersions } from './registry/published-versions.js';
export type { ReleaseRules } from './registry/release.js';
export { RegistryWorker } from './registry-worker.js';
export * as runnerChecks from './runner/checks/index.js';
export * from './runner/index.js';
export * as pluginTools from './tools/index.js';
export { MakeStatement, type Statement } from './usage/statement.js';
