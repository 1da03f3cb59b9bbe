import type { Finding, VerifyReport } from '../../../src/audit/index.js';
import { newId } from '../../../src/kernel/ids.js';
import { type AuditWorld, createAuditWorld } from '../../audit/audit-world.js';

/** All that the proof of receipts is made of. */
export const RECEIPT_TABLES = [
  'operation_record',
  'receipt_writer',
  'receipt_key',
  'receipt_checkpoint',
  'receipt_range',
  'receipt_leaves',
] as const;

export type ReceiptTable = (typeof RECEIPT_TABLES)[number];

/** Words that statements may use for what was written. */
export interface Places {
  /** Writes still: rows 1–9 are sealed by three checkpoints, 10–14 are not. */
  readonly living: string;
  /** Ended well after its third row, all of them sealed by checkpoint 2. */
  readonly ended: string;
  /** Wrote two rows, which nobody sealed yet, and ended well. */
  readonly waiting: string;
  readonly customer: string;
}

/** Receipts of three writers in three checkpoints and after the last, which can be put back after each tampering. */
export class TamperedWorld {
  readonly world: AuditWorld;
  readonly places: Places;

  private constructor(world: AuditWorld, places: Places) {
    this.world = world;
    this.places = places;
  }

  static async create(): Promise<TamperedWorld> {
    const world = await createAuditWorld();
    const customer = newId();
    await world.superuser.query('SET synchronous_commit = off');
    const [living, ended, waiting] = [world.writer(), world.writer(), world.writer()];
    for (let round = 1; round <= 3; round += 1) {
      await world.write(living, 3, { customerId: customer });
      if (round === 2) {
        await world.write(ended, 3);
        await ended.close();
      }
      await world.sealer.sealAll();
      world.clock.advance(5000);
    }
    await world.write(living, 5, { customerId: customer });
    await world.write(waiting, 2);
    await waiting.close();
    const { rows } = await world.superuser.query<{ writer_id: string }>(
      'SELECT writer_id FROM operation_record GROUP BY writer_id ORDER BY count(*) DESC',
    );
    const [first = '', second = '', third = ''] = rows.map(({ writer_id }) => writer_id);
    for (const table of RECEIPT_TABLES) await world.superuser.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
    return new TamperedWorld(world, { living: first, ended: second, waiting: third, customer });
  }

  /** What the real verification says after a statement that only a superuser can run. */
  async after(statement: string): Promise<{ kinds: string[]; findings: Finding[]; report: VerifyReport }> {
    await this.world.tamper(statement);
    const { findings, report } = await this.world.verify();
    return { findings, report, kinds: [...new Set(findings.map(({ kind }) => kind))].sort() };
  }

  async restore(): Promise<void> {
    const statements = RECEIPT_TABLES.flatMap((table) => [
      `DELETE FROM ${table}`,
      `INSERT INTO ${table} SELECT * FROM kept_${table}`,
    ]);
    await this.world.tamper(statements.join(';'));
  }

  async columns(table: ReceiptTable): Promise<string[]> {
    const { rows } = await this.world.superuser.query<{ column_name: string }>(
      "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1",
      [table],
    );
    return rows.map(({ column_name }) => column_name);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}
