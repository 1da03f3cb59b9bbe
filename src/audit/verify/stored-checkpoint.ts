import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { type Checkpoint, checkpointHash } from '../sealing/checkpoint.js';
import type { Finding } from './findings.js';

/** A checkpoint as it stands in the database: the signed text, and all that is kept beside it for searching. */
export interface StoredCheckpoint {
  readonly number: string;
  readonly jws: string;
  readonly leaves: Buffer | null;
  /** Epoch ms, with what lies below them. */
  readonly sealed_at: number;
  readonly from_at: number;
  readonly to_at: number;
  readonly first_position: string;
  readonly last_position: string;
  readonly hash: Buffer;
  /** `[writer, first number, last number, first leaf]`, in the order of the leaves. */
  readonly ranges: readonly unknown[] | null;
}

/** Those that stand, one at a time: a number may have been set to anything, so they are not counted through. */
export async function* storedCheckpoints(
  client: pg.ClientBase,
  first: number,
  last: number,
): AsyncGenerator<StoredCheckpoint> {
  for (let after = String(first - 1); ; ) {
    const { rows } = await client.query<StoredCheckpoint>(NEXT, [after, last]);
    const [next] = rows;
    if (!next) return;
    yield next;
    after = next.number;
  }
}

/** Compares what stands beside the signed text with it. */
export function checkCopies(signed: Checkpoint, stored: StoredCheckpoint, report: (finding: Finding) => void): void {
  const { number: checkpoint } = signed;
  const copies = [stored.sealed_at, stored.from_at, stored.to_at];
  const instants = [signed.sealedAt, signed.from, signed.to].map((text) => Date.parse(text));
  const same =
    isDeepStrictEqual(copies, instants) &&
    Number(stored.first_position) === signed.firstPosition &&
    Number(stored.last_position) === signed.lastPosition &&
    checkpointHash(stored.jws).equals(stored.hash);
  if (!same) report({ kind: 'CHECKPOINT_ALTERED', checkpoint });
  if (!isDeepStrictEqual(stored.ranges ?? [], rangesOf(signed))) report({ kind: 'RANGES_ALTERED', checkpoint });
}

function rangesOf({ spans }: Checkpoint): unknown[] {
  let leaf = 0;
  return spans.map(([writerId, first, last]) => {
    const range = [writerId, first, last, leaf];
    leaf += last - first + 1;
    return range;
  });
}

/**
 * Whatever names a checkpoint that is not there.
 *
 * @param missing those that were told
 */
export async function tellOrphans(
  client: pg.ClientBase,
  missing: ReadonlySet<number>,
  report: (finding: Finding) => void,
): Promise<void> {
  for (const { kind, checkpoint } of (await client.query<Orphan>(ORPHANS)).rows)
    if (!missing.has(Number(checkpoint))) report({ kind, checkpoint: Number(checkpoint) });
}

interface Orphan {
  readonly kind: 'LEAVES_ALTERED' | 'RANGES_ALTERED';
  readonly checkpoint: string;
}

const NEXT = `SELECT c.number, c.jws, ${['sealed_at', 'from_at', 'to_at'].map((at) => `(extract(epoch FROM c.${at}) * 1000)::float8 AS ${at}`).join(', ')},
    c.first_position, c.last_position, c.hash, l.leaves,
    (SELECT json_agg(json_build_array(r.writer_id, r.first_number, r.last_number, r.first_leaf) ORDER BY r.first_leaf, r.first_number)
       FROM receipt_range r WHERE r.checkpoint = c.number) AS ranges
  FROM receipt_checkpoint c LEFT JOIN receipt_leaves l ON l.checkpoint = c.number WHERE c.number > $1::bigint AND c.number <= $2::numeric
  ORDER BY c.number LIMIT 1`;

const ORPHANS = `SELECT 'LEAVES_ALTERED' AS kind, l.checkpoint FROM receipt_leaves l
    WHERE NOT EXISTS (SELECT FROM receipt_checkpoint c WHERE c.number = l.checkpoint)
  UNION SELECT 'RANGES_ALTERED', r.checkpoint FROM receipt_range r
    WHERE NOT EXISTS (SELECT FROM receipt_checkpoint c WHERE c.number = r.checkpoint)
  ORDER BY checkpoint LIMIT 1000`;
