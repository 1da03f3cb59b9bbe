/**
 * `npm run bench:receipts -- <run> --url <database>`: what receipts cost and how fast they answer, on a world of many. docs/performance.md
 * tells what is measured. `make` fills an empty database, `seal` goes on where it was stopped; the others need one that is made, but for
 * `cost`, which makes a small one of its own on the server of DATABASE_URL.
 */
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ExportReceipts, ReceiptKeys, type Selection, VerifyReceipts, verifyExport } from '../../../src/audit/index.js';
import { killSwitchUseCases } from '../../../src/compose/kill-switch.js';
import { ChangeAppStatus, openIdentityOrm } from '../../../src/identity/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { Database } from '../../../src/storage/index.js';
import { answeringWorld } from './answering-world.js';
import { measureCost } from './measure-cost.js';
import { measureDoor } from './measure-door.js';
import { BENCH_SECRET, LEAKING_APP, makeReceiptWorld, sealReceipts } from './receipt-world.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: process.env['BENCH_DATABASE_URL'] ?? '' },
    customers: { type: 'string', default: '100000' },
    receipts: { type: 'string', default: '10000000' },
    /** Days of the 90 that a report, an export or a verification covers, from the first on. */
    days: { type: 'string', default: '90' },
    subject: { type: 'string', default: 'ALL' },
    operations: { type: 'string', default: '3000' },
    rounds: { type: 'string', default: '9' },
    pairs: { type: 'string', default: '60' },
    question: { type: 'string', default: 'q1' },
    concurrency: { type: 'string', default: '32' },
    seconds: { type: 'string', default: '1' },
  },
});
const say = (line: string): void => console.log(line);
const { url } = values;
const BEGIN = 1_780_000_000_000;
const period = { fromMs: BEGIN, toMs: BEGIN + Number(values.days) * 86_400_000 - 1 };

const RUNS: Readonly<Record<string, () => Promise<void>>> = {
  make: () => makeReceiptWorld(url, { customers: Number(values.customers), receipts: Number(values.receipts) }, say),
  seal: () => sealReceipts(url, say),
  drill: () => withDatabase(drill),
  export: () => withDatabase(exportAndVerify),
  verify: () => withDatabase(verify),
  cost: () =>
    measureDoor(
      {
        question: values.question,
        concurrency: Number(values.concurrency),
        pairs: Number(values.pairs),
        seconds: Number(values.seconds),
      },
      say,
    ),
  /** The same without the door, on one database: what a receipt takes in microseconds. */
  'cost-inside': async () => {
    const world = await answeringWorld(url);
    await measureCost(
      { url, operate: world.operate, operations: Number(values.operations), rounds: Number(values.rounds) },
      say,
    );
    await world.close();
  },
};
const run = RUNS[positionals[0] ?? ''];
if (!run) throw new Error(`Name what to run: ${Object.keys(RUNS).join(', ')}`);
await run();

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const database = new Database({ url });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

async function drill(database: Database): Promise<void> {
  const orm = await openIdentityOrm(url);
  const changeAppStatus = new ChangeAppStatus({ orm, clock: systemClock });
  const config = { mode: 'live', secret: BENCH_SECRET } as const;
  const { drillFreeze } = killSwitchUseCases(config, database, systemClock, changeAppStatus);
  const { steps, seconds } = await drillFreeze.run({ clientId: LEAKING_APP, ...period, by: null });
  await orm.close(true);
  for (const each of steps) say(`${each.seconds.toFixed(3)} s  ${each.step}: ${each.detail}`);
  say(`${seconds.toFixed(3)} s  in all`);
}

async function exportAndVerify(database: Database): Promise<void> {
  const column = values.subject === 'APP' ? 'app_id' : 'customer_id';
  const { rows } = await database.ops.query<{ id: string }>(`SELECT ${column} AS id FROM operation_record LIMIT 1`);
  const subject = values.subject as Selection['subject'];
  const selection: Selection = { subject, id: subject === 'ALL' ? null : (rows[0]?.id ?? null), ...period };
  const file = `/tmp/openfolio-bench-export-${process.pid}.tar`;
  let memory = 0;
  const watch = () => {
    memory = Math.max(memory, process.memoryUsage.rss());
  };
  const exporter = new ExportReceipts({ pool: database.ops, secret: BENCH_SECRET, clock: systemClock });
  let startedAt = performance.now();
  const { receipts, checkpoints } = await exporter.run(selection, file, watch);
  const rate = (of: number) =>
    `${((performance.now() - startedAt) / 1000).toFixed(1)} s, ${Math.round(of / ((performance.now() - startedAt) / 1000))} per second`;
  say(
    `export of ${subject}: ${receipts} receipts of ${checkpoints} checkpoints in ${rate(receipts)}; at most ${Math.round(memory / 2 ** 20)} MiB`,
  );
  startedAt = performance.now();
  const keys = await new ReceiptKeys(BENCH_SECRET).proved(database.ops);
  const report = await verifyExport(file, keys, (finding) => say(JSON.stringify(finding)));
  say(`verified offline: ${report.receipts} receipts in ${rate(report.receipts)}, ${report.findings} findings`);
  await rm(file);
}

async function verify(database: Database): Promise<void> {
  const startedAt = performance.now();
  const verifier = new VerifyReceipts({ pool: database.ops, secret: BENCH_SECRET });
  const { receipts, findings } = await verifier.verify(period, (finding) => say(JSON.stringify(finding)));
  const seconds = (performance.now() - startedAt) / 1000;
  say(
    `verified: ${receipts} receipts in ${seconds.toFixed(1)} s, ${Math.round(receipts / seconds)} per second, ${findings} findings`,
  );
}
