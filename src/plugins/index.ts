export * as runnerChecks from './runner/checks/index.js';
export * from './runner/index.js';
