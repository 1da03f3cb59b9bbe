import { hkdfSync } from 'node:crypto';
import pg from 'pg';
import { SealReceipts } from '../../../src/audit/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';
import { migrate } from '../../../src/storage/migrate.js';
import { APPS, CUSTOMERS, GRANTS, RECEIPTS, SECONDARY, TOKENS, WRITERS } from './receipt-world.sql.js';

export const BENCH_SECRET = Buffer.alloc(32, 7);
export const LEAKING_APP = 'bench-app-0';

export interface WorldSize {
  readonly customers: number;
  readonly receipts: number;
}

const CHUNK = 250_000;

/** Fills a fresh database and seals all receipts. @param url a login that may create roles */
export async function makeReceiptWorld(
  url: string,
  { customers, receipts }: WorldSize,
  say: (line: string) => void,
): Promise<void> {
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    say(`${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  };
  try {
    await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
    await timed(`${customers} customers, their grants and tokens`, async () => {
      const publisher = newId();
      await client.query("INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, 'bench', 'Bench', now())", [
        publisher,
      ]);
      await client.query(CUSTOMERS, [customers]);
      await client.query(APPS, [publisher]);
      for (const each of [GRANTS, TOKENS]) await client.query(each, [customers]);
      await client.query(WRITERS);
    });
    const indexes = (await client.query<{ name: string; definition: string }>(SECONDARY)).rows;
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await timed(`${receipts} receipts`, async () => {
      let next = 0;
      const load = async () => {
        const loader = new pg.Client({ connectionString: url, options: '-c synchronous_commit=off' });
        await loader.connect();
        for (let first = next; first < receipts; first = next) {
          next = Math.min(first + CHUNK, receipts);
          await loader.query(RECEIPTS, [first, next - 1, receipts, customers, padded(0x36), padded(0x5c)]);
          say(`  ${next}`);
        }
        await loader.end();
      };
      await Promise.all([load(), load()]);
    });
    await timed('indexes', async () => {
      for (const { definition } of indexes) await client.query(definition);
      await client.query('VACUUM ANALYZE operation_record');
      await client.query('ANALYZE');
    });
  } finally {
    await client.end();
  }
  await sealReceipts(url, say);
}

/** Goes on where it was stopped. */
export async function sealReceipts(url: string, say: (line: string) => void): Promise<void> {
  const database = new Database({ url });
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  try {
    const faults: unknown[] = [];
    const onFaults = (found: readonly unknown[]) => void faults.push(...found);
    const receipts = await new SealReceipts({
      pool: database.ops,
      clock: systemClock,
      secret: BENCH_SECRET,
      onFaults,
    }).sealAll();
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - startedAt) / 1000;
    if (receipts === 0) say('nothing to seal: all receipts are sealed');
    else
      say(
        `sealed ${receipts} receipts in ${seconds.toFixed(1)} s, ${((user + system) / receipts).toFixed(1)} µs CPU of the sealer each`,
      );
    if (faults.length > 0)
      throw new Error(
        `The generated receipts are not as their writers make them: ${JSON.stringify(faults.slice(0, 3))}`,
      );
  } finally {
    await database.close();
  }
}

/** The MAC's key, filled up to a block of SHA-256 and combined with the pad of RFC 2104. */
function padded(pad: number): Buffer {
  const key = Buffer.alloc(64);
  Buffer.from(hkdfSync('sha256', BENCH_SECRET, '', 'openfolio/receipts/mac/v1', 32)).copy(key);
  return key.map((byte) => byte ^ pad) as Buffer;
}
