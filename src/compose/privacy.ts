import type { RevokeGrant } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import {
  CarryOutRequests,
  DecideRequest,
  type EndConsent,
  erasureSteps,
  FileRequest,
  Purge,
  type RunAsCustomer,
  UnmaskCustomer,
} from '../privacy/index.js';
import type { Database } from '../storage/index.js';

const REQUESTS_MS = 5000;
const PURGE_MS = 3_600_000;

/** What resolvers call about privacy. */
export function privacyUseCases({ database, clock }: { database: Database; clock: Clock }) {
  const parts = { pool: database.ops, clock };
  return {
    fileRequest: new FileRequest(parts),
    decideRequest: new DecideRequest(parts),
    unmaskCustomer: new UnmaskCustomer(parts),
  };
}

export interface PrivacyWork {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Opened;
  readonly runFirstParty: RunAsCustomer;
  readonly endConsent: EndConsent;
}

/** Ending a consent is identity's own act: the row, the deny feed and the app's event commit together. */
export function endConsentOf({ revokeGrant }: { revokeGrant: RevokeGrant }): EndConsent {
  return (grantId, customerId) => revokeGrant.revoke({ grantId, customerId, revokedBy: 'CUSTOMER' });
}

/** What goes on by itself in processes that work: approved requests, and the end of what was kept long enough. */
export function startPrivacy({ database, clock, logger, opened, runFirstParty, endConsent }: PrivacyWork): void {
  const onError = (error: unknown) => logger.error({ err: error }, 'privacy work failed and goes on');
  const pool = database.ops;
  const requests = new CarryOutRequests({
    pool,
    clock,
    runAsCustomer: runFirstParty,
    erasure: erasureSteps(endConsent, runFirstParty),
  });
  const purge = new Purge({ pool, clock });
  const recurring = [
    new Recurring({ everyMs: REQUESTS_MS, step: () => requests.run(), onError }),
    new Recurring({ everyMs: PURGE_MS, step: () => purge.run(), onError }),
  ];
  for (const each of recurring) opened.add(each, (open) => open.stop());
}
