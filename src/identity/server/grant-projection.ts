import type { Adapter, AdapterPayload } from 'oidc-provider';
import type pg from 'pg';
import type { RevokeGrant } from '../grants/revoke-grant.js';

interface GrantRow {
  customer_id: string;
  client_id: string;
  resource: string;
  scopes: string[];
  rejected: string[];
  granted_at: Date;
  expires_at: Date;
}

/**
 * The provider's view of a grant is a projection of `access_grant`, not a second copy: a grant that ended is gone
 * for the token endpoint in the same instant, and a refresh can never outlive the consent.
 */
export class GrantProjection implements Adapter {
  readonly #pool: pg.Pool;
  readonly #end: (grantId: string) => Promise<void>;

  constructor(dependencies: { pool: pg.Pool; revokeGrant: RevokeGrant; revokedBy: () => 'APP' | 'SECURITY' }) {
    this.#pool = dependencies.pool;
    this.#end = async (grantId) => {
      await dependencies.revokeGrant.revoke({ grantId, revokedBy: dependencies.revokedBy() });
    };
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.#pool.query<GrantRow>({
      name: 'grant_for_provider',
      text: `SELECT g.customer_id, a.client_id, g.resource, g.scopes, g.rejected, g.granted_at, g.expires_at
             FROM access_grant g JOIN app a ON a.id = g.app_id
             WHERE g.id = $1 AND g.customer_id IS NOT NULL AND g.revoked_at IS NULL`,
      values: [id],
    });
    return rows[0] && project(id, rows[0]);
  }

  /** The provider asks for this when a code comes back twice, or when the app hands back its refresh token. */
  destroy(id: string): Promise<void> {
    return this.#end(id);
  }

  upsert(): Promise<never> {
    return Promise.reject(new Error('Grants are made by consent only'));
  }

  consume = () => Promise.resolve();
  revokeByGrantId = () => Promise.resolve();
  findByUid = () => Promise.resolve(undefined);
  findByUserCode = () => Promise.resolve(undefined);
}

function project(id: string, row: GrantRow): AdapterPayload {
  return {
    kind: 'Grant',
    jti: id,
    accountId: row.customer_id,
    clientId: row.client_id,
    iat: epochSeconds(row.granted_at),
    exp: epochSeconds(row.expires_at),
    // openid names the customer to the app by a pairwise subject and opens no data: part of every consent.
    openid: { scope: 'openid offline_access' },
    resources: { [row.resource]: row.scopes.join(' ') },
    // Told apart from "never asked", or the provider would ask for the unticked ones for ever.
    ...(row.rejected.length > 0 ? { rejected: { resources: { [row.resource]: row.rejected.join(' ') } } } : {}),
  };
}

function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
