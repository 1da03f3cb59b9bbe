import type { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { digestOf, newToken } from './opaque-token.js';

/** Statements on the two token tables, each in the caller's transaction. Entities would carry digests about for nothing. */
type Transaction = EntityManager;

export async function insertInvitation(
  em: Transaction,
  invitation: { token: string; publisherId: string; issuedAt: Date; expiresAt: Date },
): Promise<void> {
  await run(em, 'INSERT INTO app_invitation (token_digest, publisher_id, issued_at, expires_at) VALUES (?, ?, ?, ?)', [
    digestOf(invitation.token),
    invitation.publisherId,
    invitation.issuedAt,
    invitation.expiresAt,
  ]);
}

/** @returns the publisher that was invited; `undefined` when the token is unknown, used or too old */
export function findInvitation(em: Transaction, token: string, now: Date): Promise<string | undefined> {
  return publisherIn(
    em,
    'SELECT publisher_id FROM app_invitation WHERE token_digest = ? AND used_at IS NULL AND expires_at > ?',
    [digestOf(token), now],
  );
}

/** One conditional UPDATE: of several uses at once the row lock lets one through, and the others find it used. */
export function useInvitation(em: Transaction, token: string, now: Date): Promise<string | undefined> {
  return publisherIn(
    em,
    `UPDATE app_invitation SET used_at = ? WHERE token_digest = ? AND used_at IS NULL AND expires_at > ?
     RETURNING publisher_id`,
    [now, digestOf(token), now],
  );
}

/** @returns the app's registration access token, for this one time in the clear */
export async function issueManagementToken(
  em: Transaction,
  app: { id: string; invitation: string },
  now: Date,
): Promise<string> {
  const token = newToken('ofr');
  await run(em, 'UPDATE app_invitation SET app_id = ? WHERE token_digest = ?', [app.id, digestOf(app.invitation)]);
  await run(em, 'INSERT INTO app_management (app_id, token_digest, issued_at) VALUES (?, ?, ?)', [
    app.id,
    digestOf(token),
    now,
  ]);
  return token;
}

/** @returns the next token; `undefined` when the given one is not the app's, or another change was faster with it */
export async function rotateManagementToken(
  em: Transaction,
  clientId: string,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const next = newToken('ofr');
  const rows = await run(
    em,
    `UPDATE app_management SET token_digest = ?, issued_at = ?
     WHERE token_digest = ? AND app_id = (SELECT id FROM app WHERE client_id = ? AND status <> 'DELETED') RETURNING app_id`,
    [digestOf(next), now, digestOf(token), clientId],
  );
  return rows.length === 1 ? next : undefined;
}

export async function holdsManagementToken(em: Transaction, clientId: string, token: string): Promise<boolean> {
  const rows = await run(
    em,
    `SELECT 1 FROM app_management m JOIN app a ON a.id = m.app_id
     WHERE m.token_digest = ? AND a.client_id = ? AND a.status <> 'DELETED'`,
    [digestOf(token), clientId],
  );
  return rows.length === 1;
}

async function publisherIn(em: Transaction, sql: string, values: unknown[]): Promise<string | undefined> {
  const rows = await run(em, sql, values);
  return rows[0]?.['publisher_id'] as string | undefined;
}

function run(em: Transaction, sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const connection = (em as SqlEntityManager).getConnection();
  return connection.execute<Record<string, unknown>[]>(sql, values, 'all', em.getTransactionContext());
}
