import type pg from 'pg';
import type { Grant, GrantStore } from '../../operation/index.js';
import { satisfies } from '../../operation/schema/requirements.js';
import type { ClaimedDelivery } from './claim-deliveries.js';

/** Under which grant a delivery may go out now, or why it may not. */
export type Authority =
  | { readonly kind: 'granted'; readonly grantId: string }
  | { readonly kind: 'ended'; readonly state: 'CANCELLED' | 'WITHHELD'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string };

interface GrantSituation {
  readonly app_status: string;
  readonly standing: boolean | null;
  readonly successor: string | null;
  readonly is_wider: boolean | null;
}

/** The grant's own state, and the newest live grant of the same app and customer. */
const SITUATION = `
SELECT a.status AS app_status, g.revoked_at IS NULL AND g.expires_at > $4 AS standing, s.id AS successor,
  s.scopes @> g.scopes AND (s.account_ids IS NULL OR s.account_ids @> g.account_ids) AS is_wider
FROM app a
LEFT JOIN access_grant g ON g.id = $1
LEFT JOIN LATERAL (
  SELECT n.id, n.scopes, n.account_ids FROM access_grant n
  WHERE n.app_id = a.id AND n.customer_id IS NOT DISTINCT FROM $3 AND n.revoked_at IS NULL AND n.expires_at > $4
  ORDER BY n.granted_at DESC LIMIT 1) s ON true
WHERE a.id = $2`;

/**
 * Loads the authority anew before every try; stored bytes give none. A consent that was replaced hands over to its successor,
 * but bytes that were rendered under the former one only to a successor that covers all of it.
 */
export class FindAuthority {
  readonly #grants: GrantStore;
  readonly #pool: pg.Pool;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { grants: GrantStore; pool: pg.Pool }) {
    this.#grants = parts.grants;
    this.#pool = parts.pool;
  }

  async of(delivery: ClaimedDelivery, now: number): Promise<Authority> {
    const grant = delivery.grantId === null ? undefined : await this.#grants.load(delivery.grantId);
    if (grant) return covering(grant, delivery);
    const { rows } = await this.#pool.query<GrantSituation>({
      name: 'grant_situation',
      text: SITUATION,
      values: [delivery.grantId, delivery.appId, delivery.customerId, new Date(now)],
    });
    const situation = rows[0];
    if (situation && situation.app_status !== 'APPROVED' && situation.app_status !== 'DELETED')
      return { kind: 'later', reason: `APP_${situation.app_status}` };
    const mayHandOver = situation?.successor && (delivery.body === null || situation.is_wider === true);
    const successor = mayHandOver ? await this.#grants.load(situation.successor) : undefined;
    return successor
      ? covering(successor, delivery)
      : { kind: 'ended', state: 'CANCELLED', reason: situation?.standing ? 'GRANT_NOT_ACTIVE' : 'GRANT_REVOKED' };
  }
}

function covering(grant: Grant, { requiredScopes }: ClaimedDelivery): Authority {
  const covered = requiredScopes.every((requirement) => satisfies(grant.scopes, requirement));
  return covered
    ? { kind: 'granted', grantId: grant.id }
    : { kind: 'ended', state: 'WITHHELD', reason: 'MISSING_SCOPE' };
}
