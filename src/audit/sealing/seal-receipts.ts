import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { merkleRoot } from '../receipts/merkle-tree.js';
import { ReceiptMac } from '../receipts/receipt-mac.js';
import { type Checkpoint, checkpointHash, type SealFault, signCheckpoint } from './checkpoint.js';
import { type Collected, collectLeaves } from './collect-leaves.js';
import { openStreams } from './open-streams.js';
import { ReceiptKeys } from './receipt-keys.js';

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
      await client.query(FORGET_OLD);
      const streams = await openStreams(client, this.#mac);
      if (streams.length === 0) return { collected: undefined, full: false };
      const found = await collectLeaves(client, streams, this.#mac, this.#leavesMax);
      if (found.leaves.length === 0) return { collected: found, full: false }; // faults alone wait for the next checkpoint
      await this.#write(client, found);
      await client.query(REACHED, [[...found.reached.keys()], [...found.reached.values()]]);
      const full = streams.some(({ writerId, sealed, last }) => (found.reached.get(writerId) ?? sealed) < last);
      return { collected: found, full };
    });
    if (collected && collected.faults.length > 0) onFaults?.(collected.faults);
    return { receipts: collected?.leaves.length ?? 0, full };
  }

  async #write(client: pg.PoolClient, found: Collected): Promise<void> {
    const { rows } = await client.query<{ number: string; last_position: string; hash: Buffer }>(
      'SELECT number, last_position, hash FROM receipt_checkpoint ORDER BY number DESC LIMIT 1',
    );
    const former = rows[0];
    const leaves = Buffer.concat(found.leaves);
    const firstPosition = Number(former?.last_position ?? 0) + 1;
    const checkpoint: Checkpoint = {
      v: 1,
      number: Number(former?.number ?? 0) + 1,
      sealedAt: new Date(this.#parts.clock.now()).toISOString(),
      from: new Date(found.fromMs).toISOString(),
      to: new Date(found.toMs).toISOString(),
      firstPosition,
      lastPosition: firstPosition + found.leaves.length - 1,
      spans: found.spans,
      root: merkleRoot(leaves).toString('base64url'),
      previous: former?.hash.toString('base64url') ?? null,
      faults: found.faults,
    };
    const { kid, key } = await this.#keys.current(client);
    await insertCheckpoint(client, checkpoint, await signCheckpoint(checkpoint, kid, key), leaves);
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

const REACHED = `UPDATE receipt_writer w SET sealed_number = r.number, done = COALESCE(r.number >= w.closed_number, false)
  FROM unnest($1::uuid[], $2::bigint[]) AS r(id, number) WHERE w.id = r.id`;

/** A stream lasts a day; two days after its beginning nobody writes it any more, and what it holds is sealed long since. */
const FORGET_OLD = `UPDATE receipt_writer w SET done = true
  WHERE NOT done AND opened_at < now() - interval '2 days'
    AND NOT EXISTS (SELECT FROM operation_record o WHERE o.writer_id = w.id AND o.number > w.sealed_number)`;
