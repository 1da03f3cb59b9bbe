export {
  type InvokeTool,
  type Proposal,
  type RunnableVersion,
  type ToolOutcome,
  type ToolRequest,
  toolInvoker,
} from './invocation/invoke-tool.js';
export * from './package/index.js';
export * as runnerChecks from './runner/checks/index.js';
export * from './runner/index.js';
export * as pluginTools from './tools/index.js';
