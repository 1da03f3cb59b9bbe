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
    const reservation = await meter.reserve(
      { appId: grant.appId, customerId: grant.customerId ?? grant.person?.id ?? null },
      cost.points,
    );
    run.throttle = reservation.status;
    if (reservation.granted) {
      run.reservation = reservation;
      return;
    }
    const { status, retryAfterSeconds } = reservation;
    if (cost.points > status.maximum) {
      throw operationError('COST_EXCEEDED', { params: { requested: cost.points, maximum: status.maximum } });
    }
    throw operationError('THROTTLED', {
      params: { requested: cost.points, available: Math.floor(status.available), seconds: retryAfterSeconds },
      headers: { 'retry-after': String(Math.ceil(retryAfterSeconds)) },
    });
  },
};
