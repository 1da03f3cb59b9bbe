import type { StaticCost } from '../document/cost.js';
import { budgetOf, type Grant } from '../grant.js';
import type { ThrottleStatus } from '../meter.js';
import { operationError } from '../operation.errors.js';
import { held } from '../run.js';
import type { OperationLimits, Stage } from './stage.js';

/**
 * One meter for all causes: the static upper bound is reserved before execution. What this means when it is refused
 * differs by the door: a live request gets 429, a hook is postponed, a plugin is refused.
 */
export const reserveCost: Stage = {
  name: 'reserveCost',
  async run(run, { meter, limits }) {
    const grant = held(run.grant, 'grant');
    const cost = run.operation.document.cost(run.operation.variables);
    run.requestedCost = cost;
    insistOnNodes(cost, limits);
    const reservation = await meter.reserve(budgetOf(grant), cost.points);
    run.throttle = reservation.status;
    if (reservation.granted) {
      run.reservation = reservation;
      return;
    }
    const { status, retryAfterSeconds } = reservation;
    insistOnMaximum(cost, status, grant);
    throw operationError('THROTTLED', {
      extensions: restriction(grant),
      params: { requested: cost.points, available: Math.floor(status.available), seconds: retryAfterSeconds },
      headers: { 'retry-after': String(Math.ceil(retryAfterSeconds)) },
    });
  },
};

/** @throws PublicError DOCUMENT_TOO_COMPLEX */
export function insistOnNodes({ nodes }: StaticCost, { nodesMax }: OperationLimits): void {
  if (nodes <= nodesMax) return;
  throw operationError('DOCUMENT_TOO_COMPLEX', { params: { found: nodes, what: 'possible objects', max: nodesMax } });
}

/** @throws PublicError COST_EXCEEDED when the budget never holds so much */
export function insistOnMaximum({ points }: StaticCost, { maximum }: ThrottleStatus, grant: Grant): void {
  if (points <= maximum) return;
  throw operationError('COST_EXCEEDED', { params: { requested: points, maximum }, extensions: restriction(grant) });
}

/** A restricted app is told so where it meets the smaller budget; the reason stands in its `appStanding`. */
function restriction({ budgetShare }: Grant): { budgetShare?: number } {
  return budgetShare === undefined || budgetShare >= 1 ? {} : { budgetShare };
}
