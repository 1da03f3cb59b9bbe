import { operationError } from '../operation.errors.js';
import { held } from '../run.js';
import type { Stage } from './stage.js';

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
    if (cost.nodes > limits.nodesMax) {
      throw operationError('DOCUMENT_TOO_COMPLEX', {
        params: { found: cost.nodes, what: 'possible objects', max: limits.nodesMax },
      });
    }
    const { appId, budgetShare } = grant;
    const customerId = grant.customerId ?? grant.person?.id ?? null;
    const key = grant.budget ?? { appId, customerId, share: budgetShare };
    const reservation = await meter.reserve(key, cost.points);
    run.throttle = reservation.status;
    if (reservation.granted) {
      run.reservation = reservation;
      return;
    }
    const { status, retryAfterSeconds } = reservation;
    // A restricted app is told so where it meets the smaller budget; the reason stands in its `appStanding`.
    const extensions = budgetShare === undefined || budgetShare >= 1 ? {} : { budgetShare };
    if (cost.points > status.maximum) {
      throw operationError('COST_EXCEEDED', {
        params: { requested: cost.points, maximum: status.maximum },
        extensions,
      });
    }
    throw operationError('THROTTLED', {
      extensions,
      params: { requested: cost.points, available: Math.floor(status.available), seconds: retryAfterSeconds },
      headers: { 'retry-after': String(Math.ceil(retryAfterSeconds)) },
    });
  },
};
