import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { worldSources } from '../../sandbox/index.js';
import { importRows } from '../../src/imports/index.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { countsOf, FILES, importFiles, noDerivation, source } from './support.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let database: Database;
let drop: () => Promise<void>;
let url: string;
let directory: string;
let owner: pg.Client;

beforeEach(async () => {
  ({ url, drop } = await createTestDatabase());
  database = new Database({ url });
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
  directory = await mkdtemp(join(tmpdir(), 'import-'));
});

afterEach(async () => {
  await owner.end();
  await database.close();
  await drop();
  await rm(directory, { recursive: true });
});

const NONE = { instrument: 0, price_daily: 0, fx_rate: 0, customer: 0, account: 0, transaction: 0 };

test.each([
  ['SIGKILL', null],
  ['SIGINT', 1],
] as const)('%s in the middle of the transaction leaves nothing behind', async (signal, exitCode) => {
  for (const { name, open } of worldSources({ customers: 400 }))
    await pipeline(open(), createWriteStream(join(directory, name)));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'import-process.ts'), directory],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    await until(async () => (await writing()) === 1);
  } finally {
    child.kill(signal);
  }
  expect(await exited).toBe(exitCode);
  await until(async () => (await writing()) === 0);
  expect(await countsOf(database)).toEqual(NONE);
  if (signal === 'SIGINT') expect(complaint).toContain('Interrupted');
});

const BLOCKS = 80; // of a thousand rows

test('the memory of the importer does not grow with the file', async () => {
  await importFiles(database, { ...FILES, transactions: FILES.transactions });
  const note = 'n'.repeat(480);
  async function* rows() {
    yield Buffer.from('account_ref,external_ref,type,trade_date,settle_date,currency,gross,net,note\n');
    for (let block = 0; block < BLOCKS; block += 1) {
      const lines = Array.from(
        { length: 1_000 },
        (_, index) => `A1,L${block * 1_000 + index},DEPOSIT,2024-01-02,2024-01-02,CNY,1.00,1.00,${note}\n`,
      );
      yield Buffer.from(lines.join(''));
    }
  }
  const before = liveBytes();
  let peak = before;
  const onProgress = ({ rows: done }: { rows: number }) => {
    if (done % 10_000 < 2_500) peak = Math.max(peak, liveBytes());
  };
  const report = await importRows({ ops: database.ops, ...noDerivation }, [source('transactions', rows())], {
    onProgress,
  });
  expect(report.files[0]).toMatchObject({ rows: BLOCKS * 1_000, applied: BLOCKS * 1_000 });
  expect((peak - before) / 1_000_000).toBeLessThan(20); // the file has 43 MB
}, 300_000);

/** Heap and buffers that are in use; RSS would also count what the collector has not looked at yet. */
function liveBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** How many imports are writing transactions now, as the owner of the database sees it. */
async function writing(): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'INSERT INTO transaction%' AND state = 'active'`,
  );
  return rows[0]?.count ?? 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 50) {
    if (waited > 45_000) throw new Error('It never came to that');
    await sleep(50);
  }
}
