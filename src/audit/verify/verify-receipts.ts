import type pg from 'pg';
import { HASH_BYTES, merkleRoot } from '../receipts/merkle-tree.js';
import { ReceiptMac } from '../receipts/receipt-mac.js';
import { ReceiptRows } from '../receipts/receipt-rows.js';
import { type Checkpoint, receiptsIn } from '../sealing/checkpoint.js';
import { collectLeaves } from '../sealing/collect-leaves.js';
import { openStreams } from '../sealing/open-streams.js';
import { type PublicReceiptKey, ReceiptKeys, trustedKeys } from '../sealing/receipt-keys.js';
import { CheckChain, type KeptHead } from './check-chain.js';
import { checkReceipts } from './check-receipts.js';
import type { Finding } from './findings.js';

export interface VerifySpan {
  /** Only checkpoints with a receipt at or after, and before or at. Both epoch ms; left out, all. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

export interface VerifyReport {
  readonly checkpoints: number;
  /** Rows that were compared. */
  readonly receipts: number;
  /** Committed and proved by their writers, not sealed yet. */
  readonly unsealed: number;
  /** Number and hash of the last checkpoint: compare it with one that was kept elsewhere. */
  readonly head: (KeptHead & { readonly sealedAt: string }) | null;
  readonly findings: number;
}

export interface VerifyReceiptsParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly secret: Buffer;
  /** Keys from elsewhere; left out, those of the table that the platform secret opens. */
  readonly keys?: readonly PublicReceiptKey[];
  /** A checkpoint that was kept elsewhere; without one, nobody can tell that the database was put back to an earlier state. */
  readonly kept?: KeptHead;
}

/** Compares what stands in the database with what was signed, in one snapshot and without changing anything. */
export class VerifyReceipts {
  readonly #parts: VerifyReceiptsParts;

  constructor(parts: VerifyReceiptsParts) {
    this.#parts = parts;
  }

  async verify(
    span: VerifySpan,
    report: (finding: Finding) => void,
    onProgress: (receipts: number, of: number) => void = () => {},
  ): Promise<VerifyReport> {
    const client = await this.#parts.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return await this.#verify(client, span, report, onProgress);
    } finally {
      await client.query('ROLLBACK').catch(() => {});
      client.release();
    }
  }

  async #verify(
    client: pg.PoolClient,
    span: VerifySpan,
    report: (finding: Finding) => void,
    onProgress: (receipts: number, of: number) => void,
  ): Promise<VerifyReport> {
    let findings = 0;
    const tell = (finding: Finding) => {
      findings += 1;
      report(finding);
    };
    const { keys, secret, kept } = this.#parts;
    const trusted = await trustedKeys(keys ?? (await new ReceiptKeys(secret).proved(client)));
    const { first, last, receipts: total } = await boundsOf(client, span);
    const chain = new CheckChain({ trusted, startsAt: first, kept }, tell);
    const reached = new Map<string, number>();
    const rows = new ReceiptRows();
    let checked = 0;
    for (let number = first; number <= last; number += 1) {
      const stored = await client.query<CheckpointRow>(ONE, [number]);
      const row = stored.rows[0];
      if (!row) continue; // told by the next one, or by the end below
      const checkpoint = await chain.next(number, row.jws);
      if (!checkpoint) continue;
      for (const [writerId, , to] of [...checkpoint.spans, ...checkpoint.faults.map((fault) => fault.span)])
        reached.set(writerId, Math.max(to, reached.get(writerId) ?? 0));
      if (!givesRoot(checkpoint, row.leaves)) {
        tell({ kind: 'LEAVES_ALTERED', checkpoint: number });
        continue;
      }
      checked += await checkReceipts(
        checkpoint,
        row.leaves,
        ([writerId, from, to]) => rows.ofWriter(client, writerId, from, to),
        tell,
      );
      onProgress(checked, total);
    }
    for (const row of (await client.query<UnknownRow>(UNKNOWN)).rows)
      tell({ kind: 'RECEIPT_UNKNOWN', id: row.id, writerId: row.writer_id, number: Number(row.number) });
    if (kept && kept.number > last && span.toMs === undefined)
      tell({ kind: 'CHECKPOINT_MISSING', checkpoint: kept.number });
    if (first === 1 && span.toMs === undefined && (await sealedFurther(client, reached)))
      tell({ kind: 'CHECKPOINT_MISSING', checkpoint: last + 1 });
    const unsealed = await this.#checkUnsealed(client, tell);
    return { checkpoints: Math.max(0, last - first + 1), receipts: checked, unsealed, head: chain.head, findings };
  }

  /** What waits for the sealer has its writers' numbers and MACs already. */
  async #checkUnsealed(client: pg.PoolClient, tell: (finding: Finding) => void): Promise<number> {
    const mac = new ReceiptMac(this.#parts.secret);
    const { leaves, faults } = await collectLeaves(client, await openStreams(client, mac), mac, 1_000_000);
    for (const { kind, span } of faults) tell({ kind: `${kind}_BEFORE_SEAL`, checkpoint: null, span });
    return leaves.length;
  }
}

async function boundsOf(client: pg.PoolClient, { fromMs, toMs }: VerifySpan) {
  const { rows } = await client.query<{ first: string | null; last: string | null; receipts: string | null }>(BOUNDS, [
    fromMs === undefined ? null : new Date(fromMs),
    toMs === undefined ? null : new Date(toMs),
  ]);
  const { first = null, last = null, receipts = null } = rows[0] ?? {};
  return { first: Number(first ?? 1), last: Number(last ?? 0), receipts: Number(receipts ?? 0) };
}

/** Whether some writer was sealed further than the checkpoints say: the last of them were cut off. */
async function sealedFurther(client: pg.PoolClient, reached: ReadonlyMap<string, number>): Promise<boolean> {
  const { rows } = await client.query<{ id: string; sealed_number: string }>(
    'SELECT id, sealed_number FROM receipt_writer WHERE sealed_number > 0',
  );
  return rows.some(({ id, sealed_number }) => Number(sealed_number) > (reached.get(id) ?? 0));
}

function givesRoot(checkpoint: Checkpoint, leaves: Buffer | null): leaves is Buffer {
  return (
    leaves?.length === receiptsIn(checkpoint) * HASH_BYTES &&
    merkleRoot(leaves).toString('base64url') === checkpoint.root
  );
}

interface CheckpointRow {
  readonly jws: string;
  readonly leaves: Buffer;
}

interface UnknownRow {
  readonly id: string;
  readonly writer_id: string;
  readonly number: string;
}

/** With the one before, whose hash the first of them must name; from a missing first on, if nothing bounds the beginning. */
const BOUNDS = `SELECT CASE WHEN $1::timestamptz IS NULL THEN 1 ELSE GREATEST(min(number) - 1, 1) END AS first, max(number) AS last,
    sum(last_position - first_position + 1) AS receipts
  FROM receipt_checkpoint WHERE ($1::timestamptz IS NULL OR to_at >= $1) AND ($2::timestamptz IS NULL OR from_at <= $2)`;

const ONE = `SELECT c.jws, l.leaves FROM receipt_checkpoint c LEFT JOIN receipt_leaves l ON l.checkpoint = c.number WHERE c.number = $1`;

/** Rows of no writer, rows below a stream's beginning, and rows where a checkpoint says that none stood. */
const UNKNOWN = `SELECT o.id, o.writer_id, o.number FROM operation_record o
    WHERE NOT EXISTS (SELECT FROM receipt_writer w WHERE w.id = o.writer_id)
  UNION ALL SELECT o.id, o.writer_id, o.number FROM receipt_writer w JOIN operation_record o ON o.writer_id = w.id AND o.number < 1
  UNION ALL SELECT o.id, o.writer_id, o.number
    FROM (SELECT writer_id, last_number, lead(first_number) OVER (PARTITION BY writer_id ORDER BY first_number) AS next FROM receipt_range) hole
    JOIN operation_record o ON o.writer_id = hole.writer_id AND o.number > hole.last_number AND o.number < hole.next
    WHERE hole.next > hole.last_number + 1
  LIMIT 1000`;
