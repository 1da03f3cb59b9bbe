import type { FirstPartyAccess, RunFirstParty } from './identity/index.js';
import type { RunDocument } from './operation/index.js';

/** The brokerage's own pages read like everyone else: a document under the grant of the customer's session. */
export function firstPartyRunner(access: FirstPartyAccess, runDocument: RunDocument): RunFirstParty {
  return async (customerId, source, variables = {}) => {
    const grantId = await access.grantFor(customerId);
    const outcome = await runDocument({ source, variables, grantId, cause: { kind: 'LIVE' } });
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.errors.length > 0 || outcome.json === null)
      throw new Error(`A page's operation failed: ${outcome.errors[0]?.message}`);
    return JSON.parse(outcome.json) as Record<string, unknown>;
  };
}
