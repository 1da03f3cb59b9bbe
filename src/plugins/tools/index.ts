export { type BenchRow, benchPackage } from './bench-project.js';
export { diffPackages, type PackageDiff } from './diff-packages.js';
export { callerTypes } from './generate-types.js';
export { initProject } from './init-project.js';
export { makeKeys, readSigningKey } from './make-keys.js';
export { type PreparedProject, prepareProject } from './prepare-project.js';
export { readProject } from './read-project.js';
export { type FixtureOutcome, runnable, testPackage, updateFixtures } from './test-project.js';
export { watchProject } from './watch-project.js';
