import type pg from 'pg';
import type { Grant } from '../../operation/index.js';
import type { PublisherKeys } from './publisher-keys.js';
import { type PublishingParty, publishingParty } from './publishing-party.js';
import type { SubmitVersion } from './submit-version.js';
import type { WithdrawVersion } from './withdraw-version.js';

export interface PublishingParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly submit: SubmitVersion;
  readonly withdraw: WithdrawVersion;
  readonly keys: PublisherKeys;
}

/** What publishers may do, in one hand. */
export class Publishing {
  readonly submit: SubmitVersion;
  readonly withdraw: WithdrawVersion;
  readonly keys: PublisherKeys;
  readonly #pool: pg.Pool;

  constructor(parts: PublishingParts) {
    this.#pool = parts.pool;
    this.submit = parts.submit;
    this.withdraw = parts.withdraw;
    this.keys = parts.keys;
  }

  /** @throws PublicError PLUGIN_NEEDS_PUBLISHER */
  party(grant: Grant): Promise<PublishingParty> {
    return publishingParty(this.#pool, grant);
  }
}
