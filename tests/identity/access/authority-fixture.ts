import type { KeyObject } from 'node:crypto';
import { exportJWK } from 'jose';
import { newId } from '../../../src/kernel/ids.js';
import type { Database } from '../../../src/storage/index.js';

/** Rows of authority as the authorization server writes them. Times in milliseconds. */
export async function anApp(
  database: Database,
  app: { clientId?: string; ceiling?: string[]; status?: string; firstParty?: boolean } = {},
): Promise<{ id: string; clientId: string }> {
  const id = newId();
  const publisher = newId();
  const clientId = app.clientId ?? `client-${id}`;
  await database.identity.query(`INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, $2, 'P', now())`, [
    publisher,
    `p${publisher.slice(-12)}`,
  ]);
  await database.identity.query(
    `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, first_party, scope_ceiling, metadata, created_at, updated_at)
     VALUES ($1, $2, $3, 'A', 'A', $4, $5, $6, '{}', now(), now())`,
    [
      id,
      publisher,
      clientId,
      app.status ?? 'APPROVED',
      app.firstParty ?? false,
      app.ceiling ?? ['accounts:read', 'positions:read'],
    ],
  );
  return { id, clientId };
}

export async function aGrant(
  database: Database,
  appId: string,
  grant: {
    customerId?: string | null;
    scopes?: string[];
    rejected?: string[];
    accountIds?: string[] | null;
    expiresAt?: number;
    revokedAt?: number;
  } = {},
): Promise<string> {
  const id = newId();
  await database.identity.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, rejected, account_ids, granted_at, expires_at, revoked_at)
     VALUES ($1, $2, $3, 'r', $4, $5, $6, now(), $7, $8)`,
    [
      id,
      grant.customerId === undefined ? newId() : grant.customerId,
      appId,
      grant.scopes ?? ['accounts:read'],
      grant.rejected ?? [],
      grant.accountIds === undefined ? [newId()] : grant.accountIds,
      new Date(grant.expiresAt ?? Date.now() + 86_400_000),
      grant.revokedAt === undefined ? null : new Date(grant.revokedAt),
    ],
  );
  return id;
}

/** The end of a grant as one transaction: the row and its entry in the feed. */
export async function endGrant(database: Database, grantId: string): Promise<void> {
  await database.identity.query(
    `WITH ended AS (UPDATE access_grant SET revoked_at = now(), revoked_by = 'CUSTOMER' WHERE id = $1 RETURNING id)
     INSERT INTO grant_revocation (grant_id, at) SELECT id, now() FROM ended`,
    [grantId],
  );
}

export async function publishKey(database: Database, kid: string, privateKey: KeyObject): Promise<void> {
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'ES256' };
  await database.identity.query(
    `INSERT INTO signing_key (kid, alg, private_jwk, published_at, signs_from) VALUES ($1, 'ES256', $2, now(), now())`,
    [kid, JSON.stringify(jwk)],
  );
}

/** Waits for what another connection will bring. @throws after 5 s */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('did not happen within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
