import type { FirstPartyAccess, RunFirstParty } from '../identity/index.js';
import type { RunDocument } from '../operation/index.js';

/** The brokerage's own pages read like everyone else: a document under the grant of the customer's session. */
export function firstPartyRunner(access: FirstPartyAccess, runDocument: RunDocument): RunFirstParty {
  return async (customerId, source, variables = {}) => {
    const grantId = await access.grantFor(customerId);
    const outcome = await runDocument({ source, variables, grantId, cause: { kind: 'LIVE' } });
    if (outcome.kind === 'refused') throw outcome.error;
    const [error] = outcome.errors;
    if (error || outcome.json === null)
      throw Object.assign(new Error(`A page's operation failed: ${error?.message}`, { cause: error }), {
        code: error?.extensions?.['code'],
      });
    return JSON.parse(outcome.json) as Record<string, unknown>;
  };
}
