import { Client } from 'pg';
import {
  type Finding,
  GroupCommitAuditLog,
  type KeptHead,
  SealReceipts,
  VerifyReceipts,
  type VerifyReport,
  type VerifySpan,
} from '../../src/audit/index.js';
import { fixedClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { OperationRecord } from '../../src/operation/audit-log.js';
import { Database } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';

export const SECRET = Buffer.alloc(32, 7);

export function aRecord(change: Partial<OperationRecord> = {}): OperationRecord {
  return {
    id: newId(),
    at: Date.parse('2026-08-03T09:30:00.123Z'),
    cause: 'LIVE',
    causeId: null,
    actorId: null,
    grantId: newId(),
    appId: newId(),
    customerId: newId(),
    personId: null,
    operationHash: 'a'.repeat(64),
    operationName: 'Positions',
    fields: ['Query.accounts', 'Account.positions'],
    rowCounts: { Position: 30, Account: 2 },
    costRequested: 40,
    costActual: 35,
    durationUs: 1234,
    outcome: 'OK',
    ...change,
  };
}

/** The real writer, sealer and verifier on a database of its own, and a superuser who may do anything to it. */
export interface AuditWorld {
  readonly database: Database;
  readonly superuser: Client;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly sealer: SealReceipts;
  readonly url: string;
  /** A process that writes receipts. */
  writer(): GroupCommitAuditLog;
  /** Writes so many at once and returns their ids. */
  write(log: GroupCommitAuditLog, count: number, change?: Partial<OperationRecord>): Promise<string[]>;
  /** Runs statements past every trigger, as only a superuser can. */
  tamper(...statements: string[]): Promise<void>;
  verify(span?: VerifySpan, kept?: KeptHead): Promise<{ report: VerifyReport; findings: Finding[] }>;
  close(): Promise<void>;
}

export async function createAuditWorld(options: { leavesMax?: number } = {}): Promise<AuditWorld> {
  const fresh = await createTestDatabase();
  const database = new Database({ url: fresh.url });
  const superuser = new Client({ connectionString: fresh.url });
  await superuser.connect();
  const clock = fixedClock('2026-08-03T10:00:00Z');
  const parts = { pool: database.ops, secret: SECRET };
  const logs: GroupCommitAuditLog[] = [];
  return {
    database,
    superuser,
    clock,
    url: fresh.url,
    sealer: new SealReceipts({ ...parts, clock, ...options }),
    writer: () => {
      const log = new GroupCommitAuditLog({ connectionString: fresh.url, secret: SECRET });
      logs.push(log);
      return log;
    },
    write: async (log, count, change) => {
      const records = Array.from({ length: count }, () => aRecord(change));
      await Promise.all(records.map((record) => log.record(record)));
      return records.map(({ id }) => id);
    },
    tamper: async (...statements) => {
      await superuser.query('SET session_replication_role = replica');
      for (const statement of statements) await superuser.query(statement);
      await superuser.query('SET session_replication_role = origin');
    },
    verify: async (span = {}, kept) => {
      const verifier = new VerifyReceipts({ ...parts, ...(kept && { kept }) });
      const findings: Finding[] = [];
      return { report: await verifier.verify(span, (finding) => void findings.push(finding)), findings };
    },
    close: async () => {
      for (const log of logs) await log.close();
      await superuser.end();
      await database.close();
      await fresh.drop();
    },
  };
}
