import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type ExportFinding,
  ExportReceipts,
  GroupCommitAuditLog,
  ReceiptKeys,
  SealReceipts,
  verifyExport,
} from '../../../src/audit/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { type AuditWorld, aRecord, createAuditWorld, SECRET } from '../../audit/audit-world.js';
import { casesOfThreat } from '../cases-tried.js';
import { DatabaseProxy } from './database-proxy.js';
import { RECORDS } from './record-cases.js';

const tried = casesOfThreat(12, 'records, clocks and lost connections at the audit log; each proved or refused alone');

let world: AuditWorld;
let directory: string;
let log: GroupCommitAuditLog;
beforeAll(async () => {
  world = await createAuditWorld();
  directory = await mkdtemp(join(tmpdir(), 'openfolio-records-'));
});
afterAll(async () => {
  await world?.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(() => {
  log = world.writer();
});
/** After every attack, whatever it was: all that was answered stands, and is proved online and offline. */
afterEach(async () => {
  expect((await world.verify()).findings).toEqual([]);
  await world.sealer.sealAll();
  const { report, findings } = await world.verify();
  expect({ findings, unsealed: report.unsealed }).toEqual({ findings: [], unsealed: 0 });
  expect(await offline()).toEqual({ findings: [], receipts: report.receipts });
  expect(await missing()).toEqual([]);
});

const answered: string[] = [];
const WRITERS = "FROM pg_stat_activity WHERE application_name = 'openfolio-audit' AND datname = current_database()";

async function send(log: GroupCommitAuditLog, record = aRecord()): Promise<'RECORDED' | 'REFUSED'> {
  try {
    await log.record(record);
  } catch (error) {
    expect(error).toMatchObject({ code: 'AUDIT_UNAVAILABLE', definition: { httpStatus: 503 } });
    return 'REFUSED';
  }
  answered.push(record.id);
  return 'RECORDED';
}
const sendMany = (log: GroupCommitAuditLog, count: number) =>
  Promise.all(Array.from({ length: count }, () => send(log)));

async function missing(): Promise<string[]> {
  const { rows } = await world.superuser.query<{ id: string }>(
    'SELECT id FROM unnest($1::uuid[]) AS a(id) WHERE NOT EXISTS (SELECT FROM operation_record o WHERE o.id = a.id)',
    [answered],
  );
  return rows.map(({ id }) => id);
}

async function offline() {
  const parts = { pool: world.database.ops, secret: SECRET, clock: world.clock };
  const period = { fromMs: Date.parse('0001-01-01T00:00:00Z'), toMs: Date.parse('9999-12-31T23:59:59.999Z') };
  const { file } = await new ExportReceipts(parts).run(
    { subject: 'ALL', id: null, ...period },
    join(directory, `${newId()}.tar`),
  );
  const findings: ExportFinding[] = [];
  const keys = await new ReceiptKeys(SECRET).proved(world.database.ops);
  const { receipts } = await verifyExport(file, keys, (finding) => void findings.push(finding));
  return { findings, receipts };
}

test('each record comes back as the text that is proved, or is refused alone; its neighbours are recorded', async () => {
  const ends = await Promise.all(
    RECORDS.map(async ([name, , change]) => {
      const [before, end, after] = await Promise.all([send(log), send(log, aRecord(change)), send(log)]);
      return { name, end, neighbours: [before, after] };
    }),
  );
  expect(ends).toEqual(RECORDS.map(([name, end]) => ({ name, end, neighbours: ['RECORDED', 'RECORDED'] })));
  tried(RECORDS.length);
}, 60_000);

test('an id that was used is refused: in another batch, in the same batch, and by another process', async () => {
  const [first, second] = [aRecord(), aRecord()];
  expect(await send(log, first)).toBe('RECORDED');
  const again = await Promise.all([send(log, first), send(log), send(log, second), send(log, second), send(log)]);
  expect(again).toEqual(['REFUSED', 'RECORDED', 'RECORDED', 'REFUSED', 'RECORDED']);
  expect(await Promise.all([send(world.writer(), first), send(log, first)])).toEqual(['REFUSED', 'REFUSED']);
  tried(5);
});

test('a row that somebody put where the next one belongs stops nobody: the writer begins another stream', async () => {
  expect(await send(log)).toBe('RECORDED');
  const { rows } = await world.superuser.query<{ writer_id: string; number: string }>(
    'SELECT writer_id, number FROM operation_record WHERE id = $1',
    [answered.at(-1)],
  );
  const planted = newId();
  await world.superuser.query(
    `INSERT INTO operation_record (id, at, cause, grant_id, app_id, operation_hash, fields, row_counts, cost_requested, cost_actual, duration_us, outcome, writer_id, number)
     VALUES ($1, now(), 'LIVE', $1, $1, 'h', '{}', '{}', 1, 1, 1, 'OK', $2, $3)`,
    [planted, rows[0]?.writer_id, Number(rows[0]?.number) + 3],
  );
  expect(await sendMany(log, 5)).toEqual(Array.from({ length: 5 }, () => 'RECORDED'));
  expect(await sendMany(log, 5)).toEqual(Array.from({ length: 5 }, () => 'RECORDED'));
  expect((await world.verify()).findings).toMatchObject([{ kind: 'UNPROVEN_BEFORE_SEAL' }]);
  await world.tamper(`DELETE FROM operation_record WHERE id = '${planted}'`);
  tried(1);
});

describe('clocks', () => {
  const HOUR = 3_600_000;
  const JUMPS_MS = {
    'an hour ahead': HOUR,
    'an hour behind': -HOUR,
    'a day ahead': 24 * HOUR,
    'a day behind': -24 * HOUR,
    'in the next month': 31 * 24 * HOUR,
    'before the first checkpoint': -400 * 24 * HOUR,
    'in the year 2100': 74 * 365.25 * 24 * HOUR,
    'in the year 9990': 7964 * 365.25 * 24 * HOUR,
    'before 1970': -60 * 365.25 * 24 * HOUR,
  };

  test('of two processes differ by anything, jump, and so does that of the sealer: all is sealed in one chain', async () => {
    const now = Date.parse('2026-08-31T23:59:59.500Z');
    const other = world.writer();
    for (const [jump, ms] of Object.entries(JUMPS_MS)) {
      const clock = fixedClock(now + ms);
      const sealer = new SealReceipts({ pool: world.database.ops, clock, secret: SECRET });
      for (let step = 0; step < 3; step += 1) {
        const ends = await Promise.all([
          send(log, aRecord({ at: now + step })),
          send(other, aRecord({ at: now + ms + step * 400 })),
          send(log, aRecord({ at: step === 1 ? now + ms : now - 1 })),
        ]);
        expect({ jump, ends }).toEqual({ jump, ends: ['RECORDED', 'RECORDED', 'RECORDED'] });
        await sealer.sealAll();
        clock.advance(step === 0 ? -2 * ms : 3 * ms);
      }
      tried(9);
    }
  });

  test('a stream that counts as done, since the clock of the database was set, is sealed all the same', async () => {
    expect(await send(log)).toBe('RECORDED');
    await world.sealer.sealAll();
    await world.superuser.query("UPDATE receipt_writer SET opened_at = opened_at - interval '3 days'");
    await world.sealer.sealAll();
    expect(await send(log)).toBe('RECORDED');
    expect((await world.verify()).report.unsealed).toBe(1);
    const afterAnHour = new SealReceipts({ pool: world.database.ops, clock: world.clock, secret: SECRET });
    expect(await afterAnHour.sealAll()).toBe(1);
    tried(1);
  });
});

describe('connections', () => {
  test('that end at any moment of the commit leave no answer without its record', async () => {
    const ends = { RECORDED: 0, REFUSED: 0 };
    for (let round = 0; round < 25; round += 1) {
      const sent = sendMany(log, 8);
      for (let turn = 0; turn < round % 5; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
      await world.superuser.query(`SELECT pg_terminate_backend(pid) ${WRITERS}`);
      for (const end of await sent) ends[end] += 1;
      await send(log); // it may still go to the connection that is ending
      expect(await send(log)).toBe('RECORDED');
      tried(8);
    }
    expect(ends.RECORDED).toBeGreaterThan(0);
    expect(ends.REFUSED).toBeGreaterThan(0);
  });

  test('that the database ends while it commits leave no row', async () => {
    await world.superuser.query(`CREATE FUNCTION end_writer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER end_writer AFTER INSERT ON operation_record DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.outcome = 'END') EXECUTE FUNCTION end_writer()`);
    expect(await Promise.all([send(log, aRecord({ outcome: 'END' })), send(log)])).toEqual(['REFUSED', 'REFUSED']);
    expect(await send(log)).toBe('RECORDED');
    await world.superuser.query('DROP TRIGGER end_writer ON operation_record');
    tried(3);
  });

  test('that end after the commit and before its answer: refused, though the row stands and is proved', async () => {
    const proxy = await DatabaseProxy.start(world.url);
    const behind = writer({ connectionString: proxy.url });
    expect(await send(behind)).toBe('RECORDED');
    for (let round = 0; round < 5; round += 1) {
      const record = aRecord();
      proxy.loseNextAnswer = true;
      expect(await send(behind, record)).toBe('REFUSED');
      answered.push(record.id);
      expect(await send(behind)).toBe('RECORDED');
    }
    await behind.close();
    await proxy.close();
    tried(5);
  });

  test('that can’t be had for a moment are waited for: nobody is refused', async () => {
    const proxy = await DatabaseProxy.start(world.url);
    const behind = writer({ connectionString: proxy.url });
    proxy.refusals = 3;
    expect(new Set(await sendMany(behind, 20))).toEqual(new Set(['RECORDED']));
    expect(proxy.attempts).toBe(4);
    await behind.close();
    await proxy.close();
    tried(20);
  });

  test('that stay away are waited for once, for the stated time; from then on everybody is told at once', async () => {
    const proxy = await DatabaseProxy.start(world.url);
    proxy.refusals = Number.POSITIVE_INFINITY;
    const away = writer({ connectionString: proxy.url, connectWithinMs: 200 });
    expect(await send(away)).toBe('REFUSED');
    expect(proxy.attempts).toBeGreaterThan(1);
    proxy.attempts = 0;
    expect(await sendMany(away, 3)).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
    expect(proxy.attempts).toBe(1);
    proxy.refusals = 0;
    expect(await send(away)).toBe('RECORDED');
    await away.close();
    await proxy.close();
    tried(5);
  });
});

function writer(options: { connectionString: string; connectWithinMs?: number }): GroupCommitAuditLog {
  return new GroupCommitAuditLog({ secret: SECRET, ...options });
}
