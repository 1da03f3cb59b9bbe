import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';
import { casesOfThreat } from './cases-tried.js';
import { READABLE } from './readable-tables.js';

/** Rows on the way through a sign-in. Only the authorization server's role may touch them, so there is no reach to bind. */
const AUTHORITY_ONLY = ['customer_sign_in'];

/**
 * One answer, one argument, for the sign-in of one customer (migration 0007); staff who may see customers find one by what the
 * customer says of themselves, whole and never a part (migration 0013).
 */
const WITH_MORE_RIGHTS = [
  { name: 'customer_of_external_ref', owner: 'openfolio_ops', callers: ['openfolio_identity'] },
  { name: 'find_customers', owner: 'openfolio_ops', callers: ['openfolio_app'] },
  { name: 'ticket_matches', owner: 'openfolio_ops', callers: ['openfolio_app'] },
];

/** What staff see of customers: views of the operations role, so that masks stand below the code, each open to one act alone. */
const VIEWS_FOR_STAFF: Readonly<Record<string, string>> = {
  masked_account: 'customers:view',
  masked_customer: 'customers:view',
  unmasked_customer: 'customers:unmask',
};

const tried = casesOfThreat(5, 'tables and views of customers, and statements that each role may not send');
let world: OperationWorld;
let owner: pg.Client;

beforeAll(async () => {
  world = await createOperationWorld();
  owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  for (const customer of [world.anna, world.bert]) {
    const grantId = await world.grant({ customer });
    await world.run({ source: '{ viewer { tier } }', grantId, cause: { kind: 'LIVE' } });
    await world.database.ops.query(
      `INSERT INTO event (id, type, customer_id, data, occurred_at) VALUES ($1, 'privacy.cancelled', $2, '{}', now())`,
      [newId(), customer.id],
    );
  }
});
afterAll(async () => {
  await owner?.end();
  await world?.close();
});

async function customersTables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND (c.relname IN ('customer', 'projection_progress') OR EXISTS (
       SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('customer_id', 'account_id') AND NOT a.attisdropped))`,
  );
  return rows.map(({ name }) => name).sort();
}

describe('every table with a customer', () => {
  test('has row-level security, forced, with a policy', async () => {
    const tables = await customersTables();
    expect(tables).toEqual(
      expect.arrayContaining([
        'account',
        'access_grant',
        'customer',
        'event',
        'lot',
        'operation_record',
        'transaction',
      ]),
    );
    const { rows } = await owner.query(
      `SELECT relname, relrowsecurity, relforcerowsecurity, (SELECT count(*)::int FROM pg_policy WHERE polrelid = c.oid) AS policies
       FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1)`,
      [tables],
    );
    tried(tables.length);
    const open = rows.filter((row) => !row.relrowsecurity || !row.relforcerowsecurity || row.policies === 0);
    expect(open.map((row) => row.relname).filter((name) => !AUTHORITY_ONLY.includes(name))).toEqual([]);
  });

  test.each(AUTHORITY_ONLY)('%s, which needs none, is out of reach for the other roles', async (table) => {
    const { rows } = await owner.query(
      `SELECT role FROM unnest(ARRAY['openfolio_app', 'openfolio_ops']) role
       WHERE has_table_privilege(role, $1, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')`,
      [table],
    );
    expect(rows).toEqual([]);
  });

  test('has no policy that lets the app role read without asking for the bound customer or person', async () => {
    const { rows } = await owner.query<{ policy: string; condition: string }>(
      `SELECT tablename || '.' || policyname AS policy, qual AS condition FROM pg_policies
       WHERE ('openfolio_app' = ANY (roles) OR 'public' = ANY (roles)) AND cmd IN ('SELECT', 'ALL', 'UPDATE', 'DELETE')
         AND tablename = ANY ($1)`,
      [await customersTables()],
    );
    expect(rows.length).toBeGreaterThanOrEqual(9);
    const asks = /reach_customer\(\)|reach_person\(\)|reach_permits\('[a-z]+:[a-z-]+'/;
    expect(rows.filter(({ condition }) => !asks.test(condition)).map(({ policy }) => policy)).toEqual([]);
  });

  test('that the app role may read stands in the list of this test', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) name WHERE has_table_privilege('openfolio_app', quote_ident(name), 'SELECT')`,
      [await customersTables()],
    );
    expect(rows.map(({ name }) => name).filter((name) => !(name in READABLE))).toEqual([]);
  });
});

test('every view over customers’ tables reads with the rights of its reader, but those for staff', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
       AND NOT COALESCE(reloptions @> ARRAY['security_invoker=true'], false) ORDER BY relname`,
  );
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(VIEWS_FOR_STAFF));
});

test.each(Object.entries(VIEWS_FOR_STAFF))('the view %s shows nothing without the act %s', async (view, act) => {
  tried(1);
  const { rows } = await owner.query<{ text: string }>('SELECT pg_get_viewdef($1::regclass) AS text', [view]);
  expect(rows[0]?.text).toContain(`reach_permits('${act}'::text)`);
  const client = new pg.Client({ connectionString: world.url, options: '-c role=openfolio_app' });
  await client.connect();
  try {
    const settings = [
      [],
      [['openfolio.customer_id', world.anna.id]],
      [
        ['openfolio.person_id', newId()],
        ['openfolio.acts', '{tickets:answer,apps:suspend}'],
      ],
    ];
    for (const bound of settings) {
      await client.query('BEGIN');
      for (const [name, value] of bound) await client.query('SELECT set_config($1, $2, true)', [name, value]);
      expect((await client.query(`SELECT FROM ${view}`)).rowCount).toBe(0);
      await client.query('ROLLBACK');
    }
  } finally {
    await client.end();
  }
});

test('the functions that run with more rights than their caller are these, for these callers', async () => {
  const { rows } = await owner.query(
    `SELECT proname AS name, pg_get_userbyid(proowner) AS owner,
       ARRAY(SELECT role FROM unnest(ARRAY['openfolio_app', 'openfolio_identity', 'openfolio_ops']) role
             WHERE has_function_privilege(role, p.oid, 'EXECUTE') AND role <> pg_get_userbyid(proowner)) AS callers
     FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY proname`,
  );
  expect(rows).toEqual(WITH_MORE_RIGHTS);
});

describe.each(['openfolio_app', 'openfolio_identity', 'openfolio_ops'])('the role %s', (role) => {
  test('owns no table, is no superuser, bypasses nothing, creates nothing and is in no other role', async () => {
    const { rows } = await owner.query(
      `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin OR rolreplication AS mighty,
         (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid AND NOT (relkind = 'v' AND relname = ANY ($2))) AS tables,
         (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) AS functions,
         (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships,
         has_schema_privilege(r.oid, 'public', 'CREATE') AS creates
       FROM pg_roles r WHERE rolname = $1`,
      [role, Object.keys(VIEWS_FOR_STAFF)],
    );
    const functions = WITH_MORE_RIGHTS.filter((known) => known.owner === role).length;
    expect(rows).toEqual([{ mighty: false, tables: 0, functions, memberships: 0, creates: false }]);
  });

  test.each([
    'ALTER TABLE account DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE account NO FORCE ROW LEVEL SECURITY',
    'DROP POLICY reach ON account',
    'ALTER POLICY reach ON account USING (true)',
    'CREATE POLICY open ON account FOR SELECT USING (true)',
    'CREATE OR REPLACE FUNCTION reach_customer() RETURNS uuid LANGUAGE sql RETURN NULL',
    'DROP TRIGGER operation_record_is_append_only ON operation_record',
    'ALTER TABLE operation_record DISABLE TRIGGER ALL',
    "SET session_replication_role = 'replica'",
    'UPDATE operation_record SET outcome = outcome',
    'DELETE FROM operation_record',
    'TRUNCATE operation_record',
    'UPDATE event SET type = type',
    'DELETE FROM event',
    'TRUNCATE event',
    'UPDATE transaction SET net = 0',
    'DELETE FROM transaction',
    'TRUNCATE transaction CASCADE',
    'CREATE TABLE public.copy AS SELECT 1',
    'SET row_security = off; SELECT * FROM account',
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
  ])('may not: %s', async (statement) => {
    const client = new pg.Client({ connectionString: world.url, options: `-c role=${role}` });
    await client.connect();
    tried(1);
    try {
      const before = await owner.query('SELECT count(*) FROM operation_record');
      const outcome = await client.query(statement).then(
        () => (role === 'openfolio_ops' && statement.includes('row_security') ? 'refused' : 'done'), // its policies are explicit
        () => 'refused',
      );
      expect(outcome).toBe('refused');
      expect((await owner.query('SELECT count(*) FROM operation_record')).rows).toEqual(before.rows);
    } finally {
      await client.end();
    }
  });
});

test('not even the owner edits the audit log, the events or the ledger', async () => {
  for (const table of ['operation_record', 'event', 'transaction']) {
    await expect(owner.query(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
    await expect(owner.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only/);
  }
});
