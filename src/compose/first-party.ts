import { setTimeout as pause } from 'node:timers/promises';
import type { FirstPartyAccess, RunFirstParty } from '../identity/index.js';
import type { Outcome, RunDocument } from '../operation/index.js';

const TRIES = 20;
const TRY_AGAIN_MS = 100;

/**
 * The brokerage's own pages read and act like everyone else: a document under the grant of the customer's session. A form that was sent
 * twice at once is one act, and a browser knows no `Retry-After`: so the second waits here for what the first was answered.
 */
export function firstPartyRunner(access: FirstPartyAccess, runDocument: RunDocument): RunFirstParty {
  return async (customerId, source, variables = {}) => {
    const grantId = await access.grantFor(customerId);
    for (let tried = 1; ; tried += 1) {
      const outcome = await runDocument({ source, variables, grantId, cause: { kind: 'LIVE' } });
      if (codeOf(outcome) !== 'IDEMPOTENCY_KEY_IN_USE' || tried === TRIES) return dataOf(outcome);
      await pause(TRY_AGAIN_MS);
    }
  };
}

function codeOf(outcome: Outcome): unknown {
  return outcome.kind === 'refused' ? outcome.error.code : outcome.errors[0]?.extensions?.['code'];
}

function dataOf(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind === 'refused') throw outcome.error;
  const [error] = outcome.errors;
  if (error || outcome.json === null)
    throw Object.assign(new Error(`A page's operation failed: ${error?.message}`, { cause: error }), {
      code: error?.extensions?.['code'],
    });
  return JSON.parse(outcome.json) as Record<string, unknown>;
}
