import type pg from 'pg';
import { HASH_BYTES, merkleRoot } from '../receipts/merkle-tree.js';
import { ReceiptMac } from '../receipts/receipt-mac.js';
import { ReceiptRows } from '../receipts/receipt-rows.js';
import { type Checkpoint, type ReceiptSpan, receiptsIn } from '../sealing/checkpoint.js';
import { collectLeaves } from '../sealing/collect-leaves.js';
import { allStreams, forgedEnds } from '../sealing/open-streams.js';
import { type PublicReceiptKey, ReceiptKeys, trustedKeys } from '../sealing/receipt-keys.js';
import { CheckChain, type KeptHead } from './check-chain.js';
import { checkReceipts } from './check-receipts.js';
import type { Finding } from './findings.js';
import { checkCopies, storedCheckpoints, tellOrphans } from './stored-checkpoint.js';
import { tellUnknownRows } from './unknown-rows.js';

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
    const missing = new Set<number>();
    const tell = (finding: Finding) => {
      findings += 1;
      if (finding.kind === 'CHECKPOINT_MISSING') missing.add(finding.checkpoint);
      report(finding);
    };
    const { keys, secret, kept } = this.#parts;
    const receiptKeys = new ReceiptKeys(secret);
    const trusted = await trustedKeys(keys ?? (await receiptKeys.proved(client)));
    const bounds = await boundsOf(client, span);
    const { first, last } = bounds;
    const chain = new CheckChain({ trusted, startsAt: first, kept }, tell);
    const { reached, holes, forged, receipts } = await checkAll(client, chain, bounds, tell, onProgress);
    if (kept && kept.number > last && span.toMs === undefined)
      tell({ kind: 'CHECKPOINT_MISSING', checkpoint: kept.number });
    const stored = await sealedByWriter(client);
    const whole = first === 1 && span.toMs === undefined;
    if (whole && !forged && missing.size === 0) tellStreams(stored, reached, last, tell);
    const sealed = whole ? reached : stored;
    await tellUnknownRows(client, holes, tell);
    await tellOrphans(client, missing, tell);
    for (const kid of await receiptKeys.altered(client)) tell({ kind: 'KEY_ALTERED', kid });
    const unsealed = await this.#checkUnsealed(client, sealed, tell);
    return { checkpoints: Math.max(0, last - first + 1), receipts, unsealed, head: chain.head, findings };
  }

  /** What waits for the sealer has its writers' numbers and MACs already. */
  async #checkUnsealed(
    client: pg.PoolClient,
    sealed: ReadonlyMap<string, number>,
    tell: (finding: Finding) => void,
  ): Promise<number> {
    const mac = new ReceiptMac(this.#parts.secret);
    const streams = await allStreams(client, mac, sealed);
    const { leaves, faults, held } = await collectLeaves(client, streams, mac, 1_000_000);
    for (const { kind, span } of [...faults, ...held]) tell({ kind: `${kind}_BEFORE_SEAL`, checkpoint: null, span });
    for (const writerId of await forgedEnds(client, mac)) tell({ kind: 'STREAM_ALTERED', writerId });
    return leaves.length;
  }
}

/** What the checkpoints themselves show. */
interface Checked {
  /** How far they reach, by writer. */
  readonly reached: Map<string, number>;
  /** Numbers without a row, by their word. */
  readonly holes: readonly ReceiptSpan[];
  /** Whether one was not ours. */
  readonly forged: boolean;
  readonly receipts: number;
}

async function checkAll(
  client: pg.PoolClient,
  chain: CheckChain,
  { first, last, receipts: total }: Bounds,
  tell: (finding: Finding) => void,
  onProgress: (receipts: number, of: number) => void,
): Promise<Checked> {
  const reached = new Map<string, number>();
  const holes: ReceiptSpan[] = [];
  const rows = new ReceiptRows();
  const rowsOf = ([writerId, from, to]: ReceiptSpan) => rows.ofWriter(client, writerId, from, to);
  let [receipts, forged] = [0, false];
  for await (const stored of storedCheckpoints(client, first, last)) {
    const checkpoint = await chain.next(Number(stored.number), stored.jws);
    if (!checkpoint) {
      forged = true;
      continue;
    }
    for (const [writerId, , to] of [...checkpoint.spans, ...checkpoint.faults.map((fault) => fault.span)])
      reached.set(writerId, Math.max(to, reached.get(writerId) ?? 0));
    for (const { kind, span } of checkpoint.faults) if (kind === 'MISSING') holes.push(span);
    checkCopies(checkpoint, stored, tell);
    const { leaves } = stored;
    if (givesRoot(checkpoint, leaves)) receipts += await checkReceipts(checkpoint, leaves, rowsOf, tell);
    else tell({ kind: 'LEAVES_ALTERED', checkpoint: checkpoint.number });
    onProgress(receipts, total);
  }
  return { reached, holes, forged, receipts };
}

interface Bounds {
  readonly first: number;
  readonly last: number;
  readonly receipts: number;
}

async function boundsOf(client: pg.PoolClient, { fromMs, toMs }: VerifySpan): Promise<Bounds> {
  const { rows } = await client.query<{ first: string | null; last: string | null; receipts: string | null }>(BOUNDS, [
    fromMs === undefined ? null : new Date(fromMs),
    toMs === undefined ? null : new Date(toMs),
  ]);
  const { first = null, last = null, receipts = null } = rows[0] ?? {};
  return { first: Number(first ?? 1), last: Number(last ?? 0), receipts: Number(receipts ?? 0) };
}

async function sealedByWriter(client: pg.PoolClient): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: string; sealed_number: string }>(
    'SELECT id, sealed_number FROM receipt_writer WHERE sealed_number > 0',
  );
  return new Map(rows.map(({ id, sealed_number }) => [id, Number(sealed_number)]));
}

/** A writer that was sealed further than the checkpoints say shows that the last of them were cut off. */
function tellStreams(
  stored: ReadonlyMap<string, number>,
  reached: ReadonlyMap<string, number>,
  last: number,
  tell: (finding: Finding) => void,
): void {
  if ([...stored].some(([writerId, number]) => number > (reached.get(writerId) ?? 0)))
    tell({ kind: 'CHECKPOINT_MISSING', checkpoint: last + 1 });
  for (const [writerId, number] of reached)
    if ((stored.get(writerId) ?? 0) < number) tell({ kind: 'STREAM_ALTERED', writerId });
}

function givesRoot(checkpoint: Checkpoint, leaves: Buffer | null): leaves is Buffer {
  return (
    leaves?.length === receiptsIn(checkpoint) * HASH_BYTES &&
    merkleRoot(leaves).toString('base64url') === checkpoint.root
  );
}

/** With the one before, whose hash the first of them must name; from a missing first on, if nothing bounds the beginning. */
const BOUNDS = `SELECT CASE WHEN $1::timestamptz IS NULL THEN 1 ELSE GREATEST(min(number) - 1, 1) END AS first, max(number) AS last,
    sum(last_position - first_position + 1) AS receipts
  FROM receipt_checkpoint WHERE ($1::timestamptz IS NULL OR to_at >= $1) AND ($2::timestamptz IS NULL OR from_at <= $2)`;
