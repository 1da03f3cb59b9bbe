import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import pg from 'pg';
import { composeSchema } from '../../src/compose/schema.js';
import { DATA_MAP, ENDS_BY_ITSELF } from '../../src/privacy/data-map.js';
import { ERASURE_DOCUMENTS, erasureSteps } from '../../src/privacy/requests/erasure-steps.js';
import { EXPORT_SECTIONS } from '../../src/privacy/requests/export-sections.js';
import { RETENTION_TABLE } from '../../src/privacy/retention/retention-table.js';
import { createTestDatabase } from '../support/template-database.js';

let client: pg.Client;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await drop?.();
});

test('every table with a customer or an account in it stands in the map of data, and nothing else does', async () => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
       AND (c.relname = 'customer' OR a.attname IN ('customer_id', 'account_id'))`,
  );
  expect(Object.keys(DATA_MAP).sort()).toEqual(rows.map(({ name }) => name).sort());
});

test('each kind of data has a rule of retention, and an erasure ends it or says which law keeps it', () => {
  const steps = erasureSteps(
    () => Promise.resolve(true),
    () => Promise.resolve({}),
  );
  for (const [table, { kind }] of Object.entries(DATA_MAP)) {
    const rule = RETENTION_TABLE.find((row) => row.kind === kind);
    expect([table, rule?.kind]).toEqual([table, kind]);
    const outcome = ENDS_BY_ITSELF.includes(kind) ? undefined : rule?.survivesErasure ? 'KEPT' : 'ERASED';
    expect([table, steps.find(({ dataKind }) => dataKind === kind)?.outcome]).toEqual([table, outcome]);
    if (outcome === 'KEPT') expect([kind, rule?.law]).toEqual([kind, expect.any(String)]);
  }
});

test('each table is in a section of an export, or the reason stands why not; each section shows one', () => {
  const shown = Object.values(DATA_MAP).flatMap(({ exported }) => ('section' in exported ? [exported.section] : []));
  expect([...new Set(shown)].sort()).toEqual(EXPORT_SECTIONS.map(({ name }) => name).sort());
});

test('what exports and erasures ask for is in the schema of this release', async () => {
  const { schema } = await composeSchema();
  for (const document of [...EXPORT_SECTIONS.map((section) => section.document), ...ERASURE_DOCUMENTS])
    expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
});
