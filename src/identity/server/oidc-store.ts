import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type pg from 'pg';

/** How a second use of a one-time artefact is refused, by kind. */
const REUSED: Readonly<Record<string, () => Error>> = {
  AuthorizationCode: () => new errors.InvalidGrant('authorization code already consumed'),
  PushedAuthorizationRequest: () =>
    new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used'),
};

interface StoredModel {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

/**
 * Sessions, interactions, pushed requests, codes and refresh tokens in `oidc_model`.
 *
 * Ids are kept as sha256, so a copy of the table gives nobody a usable code, token or session. `consume` is one
 * conditional UPDATE: a read-then-write adapter of the usual shape let several of six concurrent redemptions pass.
 */
export class OidcStore implements Adapter {
  readonly #pool: pg.Pool;
  readonly #kind: string;
  readonly #onReuse: (grantId: string) => Promise<void>;

  constructor(dependencies: { pool: pg.Pool; kind: string; onReuse: (grantId: string) => Promise<void> }) {
    this.#pool = dependencies.pool;
    this.#kind = dependencies.kind;
    this.#onReuse = dependencies.onReuse;
  }

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const expiresAt = expiresInSeconds === undefined ? null : new Date(Date.now() + expiresInSeconds * 1000);
    await this.#pool.query({
      name: 'oidc_upsert',
      text: `INSERT INTO oidc_model (kind, id_digest, payload, grant_id, uid, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (kind, id_digest) DO UPDATE
             SET payload = EXCLUDED.payload, grant_id = EXCLUDED.grant_id, uid = EXCLUDED.uid, expires_at = EXCLUDED.expires_at`,
      values: [
        this.#kind,
        digest(id),
        JSON.stringify(withoutIds(payload)),
        payload.grantId ?? null,
        uidDigest(payload.uid),
        expiresAt,
      ],
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.#pool.query<StoredModel>({
      name: 'oidc_find',
      text: 'SELECT payload, consumed_at FROM oidc_model WHERE kind = $1 AND id_digest = $2',
      values: [this.#kind, digest(id)],
    });
    return asPayload(rows[0], id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.#pool.query<StoredModel>({
      name: 'oidc_find_by_uid',
      text: 'SELECT payload, consumed_at FROM oidc_model WHERE kind = $1 AND uid = $2',
      values: [this.#kind, uidDigest(uid)],
    });
    return asPayload(rows[0], undefined);
  }

  /** The device flow is off; nothing has a user code. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async consume(id: string): Promise<void> {
    const key = [this.#kind, digest(id)];
    const first = await this.#pool.query({
      name: 'oidc_consume',
      text: 'UPDATE oidc_model SET consumed_at = now() WHERE kind = $1 AND id_digest = $2 AND consumed_at IS NULL',
      values: key,
    });
    if (first.rowCount === 1) return;
    const { rows } = await this.#pool.query<{ grant_id: string | null }>(
      'SELECT grant_id FROM oidc_model WHERE kind = $1 AND id_digest = $2',
      key,
    );
    const grantId = rows[0]?.grant_id;
    if (grantId) await this.#onReuse(grantId);
    throw (REUSED[this.#kind] ?? (() => new errors.InvalidGrant('already used')))();
  }

  async destroy(id: string): Promise<void> {
    await this.#pool.query('DELETE FROM oidc_model WHERE kind = $1 AND id_digest = $2', [this.#kind, digest(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#pool.query('DELETE FROM oidc_model WHERE kind = $1 AND grant_id = $2', [this.#kind, grantId]);
  }
}

/** Removes what has been expired for an hour. Safe to run anywhere, any time. @returns rows removed */
export async function purgeExpired(pool: pg.Pool): Promise<number> {
  const models = await pool.query(`DELETE FROM oidc_model WHERE expires_at < now() - interval '1 hour'`);
  const uses = await pool.query(`DELETE FROM replay WHERE expires_at < now() - interval '1 hour'`);
  return (models.rowCount ?? 0) + (uses.rowCount ?? 0);
}

/** An interaction would carry the id of the session that it belongs to; the provider finds that by its uid alone. */
function withoutIds({ jti: _id, session, ...kept }: AdapterPayload): object {
  return session === undefined ? kept : { ...kept, session: { ...session, cookie: undefined } };
}

function asPayload(row: StoredModel | undefined, id: string | undefined): AdapterPayload | undefined {
  if (!row) return undefined;
  return {
    ...row.payload,
    ...(id === undefined ? {} : { jti: id }),
    ...(row.consumed_at ? { consumed: Math.floor(row.consumed_at.getTime() / 1000) } : {}),
  };
}

function digest(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

/** A session's uid is a handle, not a key, yet interactions carry it: the same care. */
function uidDigest(uid: string | undefined): string | null {
  return uid === undefined ? null : digest(uid).toString('base64url');
}
