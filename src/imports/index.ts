export { type ImportOptions, importRows } from './import-rows.js';
export type { FileReport, ImportDependencies, ImportPhase, ImportProgress, ImportReport } from './import-run.js';
export { type Format, type ImportSource, sourcesOf } from './import-sources.js';
export { IMPORT_ERRORS } from './imports.errors.js';
export { LAYOUTS, type Layout, type LayoutName } from './layouts.js';
export { stableIdOf } from './plans/import-plan.js';
export { MARKET_DATA_CHANNEL, platformImport } from './platform-import.js';
export { csvField } from './staging-lines.js';
