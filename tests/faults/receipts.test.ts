import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Finding, SealReceipts, VerifyReceipts } from '../../src/audit/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Database } from '../../src/storage/index.js';
import { SECRET } from '../audit/audit-world.js';
import { Cluster } from './cluster.js';
import { Victim } from './victim.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an answer that left has a receipt', () => {
  let cluster: Cluster;
  let directory: string;
  beforeAll(async () => {
    cluster = await Cluster.start();
    directory = await mkdtemp(join(tmpdir(), 'openfolio-receipts-'));
  }, 120_000);
  afterAll(async () => {
    await cluster?.remove();
    await rm(directory, { recursive: true, force: true });
  });

  /** Ids of answers that left without a receipt. */
  async function lost(file: string): Promise<{ answered: number; lost: string[] }> {
    const ids = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
    const database = new Database({ url: cluster.url });
    try {
      const { rows } = await database.ops.query<{ id: string }>(
        'SELECT a.id FROM unnest($1::uuid[]) AS a(id) WHERE NOT EXISTS (SELECT FROM operation_record o WHERE o.id = a.id)',
        [ids],
      );
      return { answered: ids.length, lost: rows.map(({ id }) => id) };
    } finally {
      await database.close();
    }
  }

  async function verify() {
    const database = new Database({ url: cluster.url });
    try {
      await new SealReceipts({ pool: database.ops, clock: systemClock, secret: SECRET }).sealAll();
      const findings: Finding[] = [];
      const verifier = new VerifyReceipts({ pool: database.ops, secret: SECRET });
      const report = await verifier.verify({}, (finding) => void findings.push(finding));
      return { findings, receipts: report.receipts };
    } finally {
      await database.close();
    }
  }

  test('though the gateway or PostgreSQL is killed at any moment, and no crash leaves a hole in the chain', async () => {
    const file = join(directory, 'answers');
    const gateway = new Victim('receipts-process.ts');
    for (let round = 0; round < 4; round += 1) {
      if (!gateway.isAlive) await gateway.start([cluster.url, file]);
      await pause(300 + round * 97);
      if (round % 2 === 0) await gateway.kill();
      else {
        await cluster.killAndRestart();
        await pause(300);
      }
    }
    await gateway.kill();
    const outcome = await lost(file);
    expect(outcome.answered).toBeGreaterThan(100);
    expect(outcome.lost).toEqual([]);
    const { findings, receipts } = await verify();
    expect(findings).toEqual([]);
    expect(receipts).toBeGreaterThanOrEqual(outcome.answered);
  }, 120_000);

  test('and the checker finds the mistake that is planted: answered, then recorded', async () => {
    const file = join(directory, 'planted');
    const gateway = new Victim('receipts-process.ts');
    await gateway.start([cluster.url, file, 'planted']);
    await pause(400);
    await cluster.killAndRestart(); // whoever answers first goes on answering while nothing can be recorded
    await gateway.kill();
    expect((await lost(file)).lost.length).toBeGreaterThan(0);
  }, 60_000);
});
