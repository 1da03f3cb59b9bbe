import type { GraphQLFormattedError } from 'graphql';
import type { PublicError } from '../kernel/errors.js';
import type { StaticCost } from './document/cost.js';
import type { Grant } from './grant.js';
import type { Reservation, ThrottleStatus } from './meter.js';
import type { Operation } from './operation.js';
import type { BoundReach } from './reach.js';
import type { OperationSigns } from './watch.js';

/** What execution produced: `data` as JSON text, field errors not yet masked. */
export interface ExecutionAnswer {
  /** JSON text of `data`; `null` when it is the JSON null. */
  readonly json: string | null;
  readonly errors: readonly unknown[];
  readonly rowCounts: Readonly<Record<string, number>>;
}

/**
 * One pass through the pipeline. Each stage fills in what it proved and later stages take it with `held`:
 * a stage that runs before its evidence exists is a broken invariant, not a refusal.
 */
export interface Run {
  readonly operation: Operation;
  readonly startedAt: number;
  grant?: Grant;
  requestedCost?: StaticCost;
  reservation?: Extract<Reservation, { granted: true }>;
  reach?: BoundReach;
  /** Filled while it is executed. */
  signs?: OperationSigns;
  answer?: ExecutionAnswer;
  maskedErrors?: readonly GraphQLFormattedError[];
  refusal?: PublicError;
  actualCost?: number;
  throttle?: ThrottleStatus;
}

export function held<T>(evidence: T | undefined, name: string): T {
  if (evidence === undefined) throw new Error(`A pipeline stage ran without ${name}`);
  return evidence;
}

/** `extensions.cost` of every answer. */
export interface CostReport {
  readonly requested: number;
  readonly actual: number;
  readonly throttle: ThrottleStatus | null;
}

/** How an operation ended. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly json: string | null;
      readonly errors: readonly GraphQLFormattedError[];
      readonly cost: CostReport;
    }
  | { readonly kind: 'refused'; readonly error: PublicError; readonly cost: CostReport };
