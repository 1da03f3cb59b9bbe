import type { JWK } from 'jose';
import pg from 'pg';
import { SigningKeys } from '../../../src/identity/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId, PublicIds } from '../../../src/kernel/ids.js';
import type { BenchClient, ClientGroup } from '../questions.js';

const APPS = 4;
const SCOPES = ['accounts:read', 'positions:read', 'transactions:read', 'market:read'];

export interface Clients {
  readonly groups: Readonly<Record<ClientGroup, readonly BenchClient[]>>;
  /** Private: the authorization server's own, so that the load can issue tokens as it would. */
  readonly signingKey: JWK;
}

interface Owner {
  readonly customer: string;
  readonly accounts: string[];
}

/** Apps, grants and the first signing key, as the authorization server writes them. */
export async function createClients(url: string, secret: Buffer, ordinary: number, resource: string): Promise<Clients> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const apps = await createApps(pool);
    const ids = new PublicIds(secret);
    const groupOf = async (accounts: number, limit: number): Promise<BenchClient[]> => {
      const owners = await pool.query<Owner>(OWNERS, [accounts, limit]);
      return Promise.all(owners.rows.map((owner, at) => createGrant(pool, apps, ids, owner, at, resource)));
    };
    const groups = {
      ordinary: await groupOf(2, ordinary),
      large: await groupOf(10, 8),
      largest: await groupOf(30, 8),
    };
    const { keys } = await new SigningKeys({ pool, clock: systemClock }).load();
    const [signingKey] = keys;
    if (!signingKey) throw new Error('no signing key was made');
    return { groups, signingKey };
  } finally {
    await pool.end();
  }
}

/** Spread over all customers, so that rows of different clients share no pages. */
const OWNERS = `
SELECT DISTINCT ON (share) bench_id(2, customer) AS customer,
       ARRAY(SELECT bench_id(3, first_account + k)::text FROM generate_series(0, accounts - 1) k) AS accounts
FROM (SELECT *, ntile($2) OVER (ORDER BY customer) AS share FROM bench_size WHERE accounts = $1) spread
ORDER BY share, customer`;

async function createApps(pool: pg.Pool): Promise<{ id: string; clientId: string }[]> {
  const publisher = newId();
  await pool.query(`INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'bench', 'Bench', now())`, [
    publisher,
  ]);
  const apps = Array.from({ length: APPS }, (_, at) => ({ id: newId(), clientId: `bench-${at}` }));
  for (const { id, clientId } of apps)
    await pool.query(
      `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
       VALUES ($1, $2, $3, '测试', 'Bench', 'APPROVED', $4, '{}', now(), now())`,
      [id, publisher, clientId, SCOPES],
    );
  return apps;
}

async function createGrant(
  pool: pg.Pool,
  apps: readonly { id: string; clientId: string }[],
  ids: PublicIds,
  owner: Owner,
  at: number,
  resource: string,
): Promise<BenchClient> {
  const app = apps[at % apps.length];
  if (!app) throw new Error('there is no app');
  const grantId = newId();
  await pool.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now(), now() + interval '1 day')`,
    [grantId, owner.customer, app.id, resource, SCOPES, owner.accounts],
  );
  const account = ids.encode(app.id, 'acc', owner.accounts[0] ?? '');
  return { grantId, clientId: app.clientId, scopes: SCOPES, account };
}
