import { newId } from '../../../src/kernel/ids.js';
import type { AuditLog } from '../../../src/operation/index.js';
import { platformParts } from '../../faults/platform-parts.js';
import { insertCustomer, insertInstruments } from '../../operation/operation-rows.js';

const QUERY = `{ accounts(first: 10) { edges { node { id name balances { currency total }
  positions(first: 30) { edges { node { quantity instrument { symbol } } } } } } } }`;

/** The real pipeline with a customer's portfolio, in this process; each operation is given the audit log that records it. */
export async function answeringWorld(url: string) {
  let audit: AuditLog | undefined;
  const parts = await platformParts(url, (record) => audit?.record(record) ?? Promise.resolve());
  const { database, runDocument } = parts;
  const [publisherId, appId, grantId] = [newId(), newId(), newId()];
  await database.ops.query('INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, $2, $2, now())', [
    publisherId,
    `p-${publisherId.slice(-12)}`,
  ]);
  const scopes = ['accounts:read', 'balances:read', 'positions:read', 'market:read'];
  await database.ops.query(
    `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
     VALUES ($1::uuid, $2, $1::uuid::text, 'App', 'App', 'APPROVED', $3, '{}', now(), now())`,
    [appId, publisherId, scopes],
  );
  const known = await database.ops.query<{ id: string }>(
    "SELECT id FROM instrument WHERE symbol ~ '^S[1-6]$' ORDER BY symbol",
  );
  const instruments = known.rows.length > 0 ? known.rows.map(({ id }) => id) : await insertInstruments(database);
  const customer = await insertCustomer(database, `bench-${appId}`, instruments);
  await database.ops.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
     VALUES ($1, $2, $3, 'bench', $4, $5, now(), now() + interval '1 day')`,
    [grantId, customer.id, appId, scopes, customer.accounts],
  );
  return {
    operate: async (log: AuditLog): Promise<void> => {
      audit = log; // one variant runs at a time
      const outcome = await runDocument({ source: QUERY, variables: {}, grantId, cause: { kind: 'LIVE' } });
      if (outcome.kind === 'refused' || outcome.errors.length > 0) throw new Error(JSON.stringify(outcome));
    },
    close: () => parts.close(),
  };
}
