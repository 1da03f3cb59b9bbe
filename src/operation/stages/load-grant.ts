import { operationError } from '../operation.errors.js';
import type { Stage } from './stage.js';

/**
 * Loads the authority anew: a token or a job only names a grant. Revoked, expired, suspended and unknown are one answer.
 * A later stage sees the app's ceiling ∩ the customer's consent, and for a plugin ∩ its installation, never more.
 */
export const loadGrant: Stage = {
  name: 'loadGrant',
  async run(run, { grants, installations, clock }) {
    const { grantId, installationId } = run.operation;
    const loaded = await grants.load(grantId);
    const grant =
      installationId === undefined ? loaded : loaded && (await installations?.narrow(loaded, installationId));
    if (!grant || grant.expiresAt <= clock.now()) throw operationError('GRANT_NOT_ACTIVE');
    run.grant = grant;
  },
};
