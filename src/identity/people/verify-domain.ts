import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { identityError } from '../identity.errors.js';
import { type Actor, personOf, requireStaffAct } from './actor.js';
import { peopleError } from './people.errors.js';
import { recordDomainVerified } from './people.events.js';

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * The domain that consent pages show beside a publisher's name. Staff set it after they have seen proof; the platform itself
 * fetches nothing that a publisher names.
 */
export class VerifyDomain {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @throws PublicError PERSON_NOT_PERMITTED, PERSON_INPUT_INVALID, APP_PUBLISHER_UNKNOWN */
  async set(actor: Actor, { slug, domain }: { slug: string; domain: string }): Promise<void> {
    requireStaffAct(actor, 'publishers:verify-domain');
    if (!DOMAIN.test(domain)) {
      const reason = 'it is no domain name in lower case (an international one is written as xn--…)';
      throw peopleError('PERSON_INPUT_INVALID', { params: { reason } });
    }
    const at = new Date(this.#clock.now());
    await inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        'UPDATE publisher SET verified_domain = $2 WHERE slug = $1 RETURNING id',
        [slug, domain],
      );
      const publisherId = rows[0]?.id;
      if (publisherId === undefined) throw identityError('APP_PUBLISHER_UNKNOWN', { params: { slug } });
      await recordDomainVerified(client, { publisherId, domain, by: personOf(actor), at });
    });
  }
}
