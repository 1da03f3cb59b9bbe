export type { Attempt, AttemptLimiter, AttemptRule } from './attempts.js';
export type { AuditLog, OperationRecord } from './audit-log.js';
export { type CompiledDocument, type DocumentCompiler, documentCompiler, hashOf } from './document/compile-document.js';
export { operationNotFound } from './document/operation-not-found.js';
export {
  ExplainOperation,
  type ExplainParts,
  type ExplainRequest,
  type Explanation,
  type WeighParts,
  weigh,
} from './explain-operation.js';

export type { Cause, CauseKind, Grant, GrantedPerson, GrantStore, Installations } from './grant.js';
export type { Meter, MeterKey, Reservation, ThrottleStatus } from './meter.js';
export { OPERATION_ERRORS, operationError } from './operation.errors.js';
export { type Operation, type OperationRequest, toOperation } from './operation.js';
export type { OperationContext, OperationIds } from './operation-context.js';
export { PIPELINE, type Pipeline, pipeline } from './pipeline.js';
export { planCompiler } from './plan/compile-plan.js';
export * from './plan/read-model.js';
export { ReadResolvers } from './plan/read-resolvers.js';
export type { ReadRow } from './plan/row-columns.js';
export type { BoundReach, Reach, ReachBinder, ReachedPerson, Statement, TextRow } from './reach.js';
export { actingPerson, requireAnotherPerson } from './require-another-person.js';
export type { CostReport, Outcome } from './run.js';
export { type DocumentRequest, documentRunner, type RunDocument } from './run-document.js';
export type { OperationLimits, PipelineParts, Stage } from './stages/stage.js';
export type { DocumentStore } from './stored-documents.js';
export { newSigns, type OperationSigns, type OperationWatch } from './watch.js';
