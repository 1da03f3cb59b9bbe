export { BUNDLE_PATH } from './check-code.js';
export { type FuzzReport, fuzzPackages } from './fuzz-check.js';
export { type InspectedPackage, type InspectedTool, type InspectOptions, inspectPackage } from './inspect-package.js';
export { INTEGRITY, SIGNATURES } from './integrity.js';
export { checkJson, type JsonSchema } from './json-schema.js';
export { type DocumentJudge, documentJudge } from './judge-document.js';
export { MANIFEST_SCHEMA, type PluginManifest, type ToolManifest } from './manifest.js';
export { PACKAGE_LIMITS } from './package-limits.js';
export { type Checked, describeProblem, type PackageFiles, type Problem } from './problem.js';
export { type Fixture, readFixture, type ToolInput } from './read-fixture.js';
export {
  asPublished,
  kidOf,
  type SigningKey,
  signAsPublisher,
  signAsRegistry,
  type Trust,
  verifyPackage,
} from './sign-package.js';
export { readTar, writeTar } from './tar.js';
