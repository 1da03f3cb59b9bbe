import { PublicError } from '../kernel/errors.js';
import type { CauseKind } from './grant.js';
import type { Operation } from './operation.js';
import type { CostReport, Outcome, Run } from './run.js';
import { bindReach } from './stages/bind-reach.js';
import { checkScopes } from './stages/check-scopes.js';
import { execute } from './stages/execute.js';
import { forbidMutation } from './stages/forbid-mutation.js';
import { limitShape } from './stages/limit-shape.js';
import { loadGrant } from './stages/load-grant.js';
import { maskErrors } from './stages/mask-errors.js';
import { requireStored } from './stages/require-stored.js';
import { reserveCost } from './stages/reserve-cost.js';
import { settleAndRecord } from './stages/settle-and-record.js';
import type { PipelineParts, Stage } from './stages/stage.js';

const X = true;
const _ = false;

/** Everything that leaves the platform goes through this table, top to bottom. Rows are stages, columns are causes. */
export const PIPELINE: readonly { readonly stage: Stage; readonly runs: Readonly<Record<CauseKind, boolean>> }[] = [
  row(loadGrant, /*       LIVE STORED HOOK PLUGIN */ X, X, X, X),
  row(requireStored, /*                          */ _, X, X, X),
  row(limitShape, /*                             */ X, X, X, X),
  row(checkScopes, /*                            */ X, X, X, X),
  row(reserveCost, /*                            */ X, X, X, X),
  row(bindReach, /*                              */ X, X, X, X),
  row(forbidMutation, /*                         */ _, _, X, X),
  row(execute, /*                                */ X, X, X, X),
  row(maskErrors, /*                             */ X, X, X, X),
  row(settleAndRecord, /*                        */ X, X, X, X),
];

/** The only executor: HTTP, hooks, plugins and confirmed proposals all call this. */
export type Pipeline = (operation: Operation) => Promise<Outcome>;

export function pipeline(parts: PipelineParts): Pipeline {
  return async (operation) => {
    const run: Run = { operation, startedAt: parts.clock.now() };
    for (const { stage, runs } of PIPELINE) {
      // After a refusal only the stages that end an operation still run: a refused attempt is settled and recorded too.
      if (!runs[operation.cause.kind] || (run.refusal && !stage.afterRefusal)) continue;
      try {
        const pending = stage.run(run, parts);
        if (pending) await pending;
      } catch (error) {
        run.refusal = asRefusal(error, parts);
      }
    }
    return outcomeOf(run);
  };
}

function row(stage: Stage, LIVE: boolean, STORED: boolean, HOOK: boolean, PLUGIN: boolean) {
  return { stage, runs: { LIVE, STORED, HOOK, PLUGIN } };
}

function asRefusal(error: unknown, parts: PipelineParts): PublicError {
  return error instanceof PublicError ? error : parts.mask(error);
}

function outcomeOf(run: Run): Outcome {
  const cost: CostReport = {
    requested: run.requestedCost?.points ?? 0,
    actual: run.actualCost ?? 0,
    throttle: run.throttle ?? run.reservation?.status ?? null,
  };
  if (run.refusal) return { kind: 'refused', error: run.refusal, cost };
  return { kind: 'answered', json: run.answer?.json ?? null, errors: run.maskedErrors ?? [], cost };
}
