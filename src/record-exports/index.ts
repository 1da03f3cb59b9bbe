export { DecideExport } from './decide-export.js';
export { RECORD_EXPORT_ERRORS } from './record-exports.errors.js';
export { RECORD_EXPORTS_FEATURE } from './record-exports.feature.js';
export type { RecordExportUseCases } from './record-exports.resolver.js';
export { RequestExport, type Requester } from './request-export.js';
export { RunExports, type RunExportsParts } from './run-exports.js';
