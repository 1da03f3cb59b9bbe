import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { merkleRoot } from '../receipts/merkle-tree.js';
import { ReceiptMac } from '../receipts/receipt-mac.js';
import {
  type Checkpoint,
  checkpointHash,
  instantText,
  openCheckpoint,
  type SealFault,
  signCheckpoint,
} from './checkpoint.js';
import { type Collected, collectLeaves, type OpenStream } from './collect-leaves.js';
import { openStreams } from './open-streams.js';
import { ReceiptKeys, trustedKeys } from './receipt-keys.js';

export interface SealReceiptsParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** The platform secret. */
  readonly secret: Buffer;
  /** Told of rows that are missing or not ours: somebody changed the table by hand. */
  readonly onFaults?: (faults: readonly SealFault[]) => void;
  readonly leavesMax?: number;
}

export interface Sealed {
  readonly receipts: number;
  /** Whether more may wait. */
  readonly full: boolean;
}

/** How often streams that count as done are looked at again. */
const RECALL_MS = 3_600_000;

/** Any fixed number: of all processes one seals at a time. */
const SEALER_LOCK = 7_305_011_014;

/**
 * Joins committed receipts to the next checkpoint. Any number of processes may call it; whoever finds the lock taken has nothing to
 * do. A crash in between leaves no trace: checkpoint, spans, leaves and how far each writer is sealed commit together.
 */
export class SealReceipts {
  readonly #parts: SealReceiptsParts;
  readonly #mac: ReceiptMac;
  readonly #keys: ReceiptKeys;
  readonly #leavesMax: number;
  #recalledAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SealReceiptsParts) {
    this.#parts = parts;
    this.#mac = new ReceiptMac(parts.secret);
    this.#keys = new ReceiptKeys(parts.secret);
    this.#leavesMax = parts.leavesMax ?? 65_536;
  }

  /** Seals all that is committed. @returns how many receipts */
  async sealAll(): Promise<number> {
    let receipts = 0;
    for (let more = true; more; ) {
      const sealed = await this.sealNext();
      receipts += sealed.receipts;
      more = sealed.full;
    }
    return receipts;
  }

  /** One checkpoint at most. */
  async sealNext(): Promise<Sealed> {
    const { pool, onFaults } = this.#parts;
    const { collected, full } = await inTransaction(pool, async (client) => {
      const lock = await client.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS held', [SEALER_LOCK]);
      if (!lock.rows[0]?.held) return { collected: undefined, full: false };
      await this.#recall(client);
      await client.query(FORGET_OLD);
      const streams = await openStreams(client, this.#mac);
      if (streams.length === 0) return { collected: undefined, full: false };
      const found = await collectLeaves(client, streams, this.#mac, this.#leavesMax);
      if (found.leaves.length === 0) return { collected: found, full: false }; // faults alone wait for the next checkpoint
      await this.#write(client, found);
      await client.query(REACHED, reachedOf(found, streams));
      const full = streams.some(({ writerId, sealed, last }) => (found.reached.get(writerId) ?? sealed) < last);
      return { collected: found, full };
    });
    const faults = [...(collected?.faults ?? []), ...(collected?.held ?? [])];
    if (faults.length > 0) onFaults?.(faults);
    return { receipts: collected?.leaves.length ?? 0, full };
  }

  /** A process may sleep for days and go on, and the clock of the database may be set: who counts as done can have written since. */
  async #recall(client: pg.PoolClient): Promise<void> {
    if (performance.now() - this.#recalledAt < RECALL_MS) return;
    await client.query(RECALL);
    this.#recalledAt = performance.now();
  }

  async #write(client: pg.PoolClient, found: Collected): Promise<void> {
    const former = await this.#former(client);
    const leaves = Buffer.concat(found.leaves);
    const firstPosition = former.lastPosition + 1;
    const checkpoint: Checkpoint = {
      v: 1,
      number: former.number + 1,
      sealedAt: instantText(this.#parts.clock.now()),
      from: instantText(found.fromMs),
      to: instantText(found.toMs),
      firstPosition,
      lastPosition: firstPosition + found.leaves.length - 1,
      spans: found.spans,
      root: merkleRoot(leaves).toString('base64url'),
      previous: former.hash,
      faults: found.faults,
    };
    const { kid, key } = await this.#keys.current(client);
    await insertCheckpoint(client, checkpoint, await signCheckpoint(checkpoint, kid, key), leaves);
  }

  /** What it signed decides; the columns beside it are for searching, and whoever altered one must not break the chain with it. */
  async #former(client: pg.PoolClient): Promise<{ number: number; lastPosition: number; hash: string | null }> {
    const { rows } = await client.query<{ number: string; last_position: string; jws: string }>(
      'SELECT number, last_position, jws FROM receipt_checkpoint ORDER BY number DESC LIMIT 1',
    );
    const [newest] = rows;
    if (!newest) return { number: 0, lastPosition: 0, hash: null };
    const signed = await openCheckpoint(newest.jws, await trustedKeys(await this.#keys.proved(client)));
    const { number = Number(newest.number), lastPosition = Number(newest.last_position) } = signed ?? {};
    return { number, lastPosition, hash: checkpointHash(newest.jws).toString('base64url') };
  }
}

async function insertCheckpoint(client: pg.PoolClient, of: Checkpoint, jws: string, leaves: Buffer): Promise<void> {
  await client.query(
    `INSERT INTO receipt_checkpoint (number, sealed_at, from_at, to_at, first_position, last_position, jws, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [of.number, of.sealedAt, of.from, of.to, of.firstPosition, of.lastPosition, jws, checkpointHash(jws)],
  );
  await client.query('INSERT INTO receipt_leaves (checkpoint, leaves) VALUES ($1, $2)', [of.number, leaves]);
  let leaf = 0;
  const firstLeaves = of.spans.map(([, first, last]) => {
    const at = leaf;
    leaf += last - first + 1;
    return at;
  });
  await client.query(
    `INSERT INTO receipt_range (checkpoint, writer_id, first_number, last_number, first_leaf)
     SELECT $1, r.* FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::int[]) r`,
    [
      of.number,
      of.spans.map(([writer]) => writer),
      of.spans.map(([, first]) => first),
      of.spans.map(([, , last]) => last),
      firstLeaves,
    ],
  );
}

function reachedOf({ reached }: Collected, streams: readonly OpenStream[]): unknown[] {
  const ends = new Map(streams.map(({ writerId, closed }) => [writerId, closed ?? Number.POSITIVE_INFINITY]));
  const done = [...reached].map(([writerId, number]) => number >= (ends.get(writerId) ?? Number.POSITIVE_INFINITY));
  return [[...reached.keys()], [...reached.values()], done];
}

const REACHED = `UPDATE receipt_writer w SET sealed_number = r.number, done = r.done
  FROM unnest($1::uuid[], $2::bigint[], $3::boolean[]) AS r(id, number, done) WHERE w.id = r.id`;

const RECALL = `UPDATE receipt_writer w SET done = false
  WHERE done AND EXISTS (SELECT FROM operation_record o WHERE o.writer_id = w.id AND o.number > w.sealed_number)`;

/** A stream lasts a day; two days after its beginning nobody writes it any more, and what it holds is sealed long since. */
const FORGET_OLD = `UPDATE receipt_writer w SET done = true
  WHERE NOT done AND opened_at < now() - interval '2 days'
    AND NOT EXISTS (SELECT FROM operation_record o WHERE o.writer_id = w.id AND o.number > w.sealed_number)`;
