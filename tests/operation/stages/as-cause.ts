import type { CauseKind, Outcome, RunDocument } from '../../../src/operation/index.js';
import type { OperationWorld } from '../operation-world.js';

/** The columns of the pipeline's table. */
export const CAUSES: readonly CauseKind[] = ['LIVE', 'STORED', 'HOOK', 'PLUGIN'];

export interface Attempt {
  readonly grantId: string;
  readonly variables?: Record<string, unknown>;
  readonly causeId?: string;
  /** Default: the world's own pipeline. */
  readonly run?: RunDocument;
}

/** Runs a document for a cause; the causes that demand it find the document stored. */
export async function runAs(
  world: OperationWorld,
  kind: CauseKind,
  source: string,
  attempt: Attempt,
): Promise<Outcome> {
  if (kind !== 'LIVE') await world.parts.documents.store(source);
  const { grantId, variables = {}, causeId, run = world.run } = attempt;
  return run({ source, variables, grantId, cause: causeId === undefined ? { kind } : { kind, id: causeId } });
}

/** The code of a refusal or of the first error, else `OK`. */
export function codeOf(outcome: Outcome): string {
  if (outcome.kind === 'refused') return outcome.error.code;
  return (outcome.errors[0]?.extensions?.['code'] as string | undefined) ?? 'OK';
}

export function dataOf(outcome: Outcome): Record<string, never> {
  if (outcome.kind === 'refused') throw outcome.error;
  return JSON.parse(outcome.json ?? 'null') as Record<string, never>;
}

/** What the audit log holds of a grant, oldest first. */
export async function recordsOf(world: OperationWorld, grantId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await world.database.ops.query(
    'SELECT * FROM operation_record WHERE grant_id = $1 ORDER BY at, id',
    [grantId],
  );
  return rows as Record<string, unknown>[];
}
