import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { Purge, RETENTION_TABLE } from '../../src/privacy/index.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';

const NOW = '2026-11-25T04:00:00Z';
let database: Database;
let drop: () => Promise<void>;
let app: string;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = () => fresh.drop();
  database = new Database({ url: fresh.url });
  [app] = [newId()];
  await database.ops.query("INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'purged', 'P', now())", [
    app,
  ]);
  await database.ops.query(
    `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
     VALUES ($1, $1, 'purged', 'App', 'App', 'APPROVED', '{}', '{}', now(), now())`,
    [app],
  );
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

test('what has been kept long enough goes, in batches, and nothing that is a minute younger', async () => {
  // Minutes from 3 days before now to now: those of the last two days stay.
  await database.ops.query(
    `INSERT INTO app_activity (app_id, slot, operations, ids_asked, ids_missed, denied, planted)
     SELECT $1, $2::timestamptz - make_interval(mins => m), 1, 0, 0, 0, 0 FROM generate_series(0, 4320) m`,
    [app, NOW],
  );
  const removed = await new Purge({ pool: database.ops, clock: fixedClock(NOW), batchRows: 100 }).run();
  expect(removed['APP_ACTIVITY']).toBe(1440);
  const { rows } = await database.ops.query<{ n: string; oldest: Date }>(
    'SELECT count(*) AS n, min(slot) AS oldest FROM app_activity',
  );
  expect(rows[0]).toEqual({ n: '2881', oldest: new Date(Date.parse(NOW) - 2 * 86_400_000) });
});

test('each kind that is purged runs, and what a law keeps is never among them', async () => {
  const removed = await new Purge({ pool: database.ops, clock: fixedClock(NOW) }).run();
  expect(Object.keys(removed).sort()).toEqual(
    RETENTION_TABLE.flatMap(({ kind, purge }) => (purge === undefined ? [] : [kind])).sort(),
  );
  for (const { kind, law, keep } of RETENTION_TABLE)
    if (law !== null && keep.endsWith('years')) expect(removed[kind]).toBeUndefined();
});
