import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ExportFinding,
  ExportReceipts,
  type Finding,
  ReceiptKeys,
  SealReceipts,
  VerifyReceipts,
  verifyExport,
} from '../../../src/audit/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';

/** A record as it stands in the table. */
export interface StoredRecord {
  readonly id: string;
  readonly operation_name: string | null;
  readonly operation_hash: string;
  readonly fields: readonly string[];
  readonly row_counts: Readonly<Record<string, number>>;
  readonly duration_us: number;
  readonly outcome: string;
}

/** The real verification of a platform's receipts, online and of an archive without the database. */
export class ReceiptsProof {
  readonly #database: Database;
  readonly #secret: Buffer;

  constructor(databaseUrl: string, secret: Buffer) {
    this.#database = new Database({ url: databaseUrl });
    this.#secret = secret;
  }

  async recordsOf(column: 'grant_id' | 'customer_id', id: string): Promise<StoredRecord[]> {
    const { rows } = await this.#database.ops.query<StoredRecord>(
      `SELECT id, operation_name, operation_hash, fields, row_counts, duration_us, outcome FROM operation_record
       WHERE ${column} = $1 ORDER BY writer_id, number`,
      [id],
    );
    return rows;
  }

  /** @returns what is found before the sealing, after it, and offline: nothing, if all holds */
  async findings(): Promise<(Finding | ExportFinding)[]> {
    const parts = { pool: this.#database.ops, secret: this.#secret };
    const found: (Finding | ExportFinding)[] = [];
    const tell = (finding: Finding | ExportFinding) => void found.push(finding);
    await new VerifyReceipts(parts).verify({}, tell);
    await new SealReceipts({ ...parts, clock: systemClock }).sealAll();
    await new VerifyReceipts(parts).verify({}, tell);
    const directory = await mkdtemp(join(tmpdir(), 'openfolio-proof-'));
    try {
      const period = { fromMs: Date.parse('0001-01-01T00:00:00Z'), toMs: Date.parse('9999-12-31T23:59:59.999Z') };
      const exporter = new ExportReceipts({ ...parts, clock: systemClock });
      const { file } = await exporter.run({ subject: 'ALL', id: null, ...period }, join(directory, `${newId()}.tar`));
      await verifyExport(file, await new ReceiptKeys(this.#secret).proved(this.#database.ops), tell);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    return found;
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
