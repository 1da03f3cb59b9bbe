import { execute as executeByResolvers, OperationTypeNode } from 'graphql';
import { operationContext, operationIds } from '../make-context.js';
import { operationError } from '../operation.errors.js';
import { type ExecutionAnswer, held, type Run } from '../run.js';
import { newSigns } from '../watch.js';
import type { PipelineParts, Stage } from './stage.js';

/**
 * Runs the compiled plan where the document has one, else the resolvers. Both read through the bound reach only,
 * and answer the same bytes (a property test compares them).
 */
export const execute: Stage = {
  name: 'execute',
  async run(run, parts) {
    const { document } = run.operation;
    if (document.kind === OperationTypeNode.SUBSCRIPTION) throw operationError('SUBSCRIPTION_UNSUPPORTED');
    run.answer = (await byPlan(run, parts)) ?? (await byResolvers(run, parts));
  },
};

async function byPlan(run: Run, { ids }: PipelineParts): Promise<ExecutionAnswer | undefined> {
  const { document, variables } = run.operation;
  if (!document.plan) return undefined;
  const { appId } = held(run.grant, 'grant');
  run.signs = newSigns();
  const answer = await document.plan.run({
    reach: held(run.reach, 'reach'),
    ids: operationIds(ids, appId, run.signs),
    variables,
  });
  return answer && { ...answer, errors: [] };
}

async function byResolvers(run: Run, parts: PipelineParts): Promise<ExecutionAnswer> {
  const { document, rawVariables } = run.operation;
  const rowCounts: Record<string, number> = {};
  run.signs = newSigns(); // a plan that gave up tried the same ids
  const result = await executeByResolvers({
    schema: parts.schema,
    document: document.source,
    operationName: document.name,
    variableValues: rawVariables,
    contextValue: operationContext(run, parts, rowCounts),
  });
  return { json: result.data == null ? null : JSON.stringify(result.data), errors: result.errors ?? [], rowCounts };
}
