import { operationError } from '../operation.errors.js';
import type { Stage } from './stage.js';

/**
 * Loads the authority anew: a token or a job only names a grant. Revoked, expired, suspended and unknown are one answer.
 * A later stage sees the app's ceiling ∩ the customer's consent, never more.
 */
export const loadGrant: Stage = {
  name: 'loadGrant',
  async run(run, { grants, clock }) {
    const grant = await grants.load(run.operation.grantId);
    if (!grant || grant.expiresAt <= clock.now()) throw operationError('GRANT_NOT_ACTIVE');
    run.grant = grant;
  },
};
