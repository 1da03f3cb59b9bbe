import { createHash } from 'node:crypto';
import type pg from 'pg';
import { archived, type SealReceipts } from '../audit/index.js';
import { recordEvents } from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import { inTransaction } from '../storage/index.js';
import { claimExport, type RunningExport, type StepResult } from './running-export.js';
import { type Stage, stages } from './stages.js';

/** What one answer of the desk holds, base64 on top. */
const CHUNK_BYTES = 512 * 1024;
/** A checkpoint that is missing or not ours stays so: somebody must look, and others must not wait. */
const FAILURES_MAX = 5;

export interface RunExportsParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly secret: Buffer;
  readonly clock: Clock;
  readonly sealer: Pick<SealReceipts, 'sealAll'>;
  readonly chunkBytes?: number;
  readonly stepReceipts?: number;
}

/**
 * Carries approved exports out, one step per transaction under the lock of the export's row. A process that dies loses its last
 * step; any other goes on from the committed one before.
 */
export class RunExports {
  readonly #parts: RunExportsParts;
  readonly #stages: readonly Stage[];

  constructor(parts: RunExportsParts) {
    this.#parts = parts;
    this.#stages = stages(parts.secret, parts.stepReceipts);
  }

  /** Works until nothing is left to do. */
  async run(): Promise<void> {
    while (await this.step());
  }

  /** @returns whether there was something to do */
  async step(): Promise<boolean> {
    const { pool, clock, sealer } = this.#parts;
    let working: RunningExport | undefined;
    try {
      return await inTransaction(pool, async (client) => {
        working = await claimExport(client);
        if (!working) return false;
        const stage = this.#stages[working.stage];
        if (!stage) throw new Error(`Export ${working.id} is behind its last stage`);
        if (working.stage === 0) await sealer.sealAll(); // what is committed by now belongs in
        await this.#keep(client, working, await stage(client, working, clock.now()));
        return true;
      });
    } catch (error) {
      if (working) await this.#failed(working.id);
      throw error;
    }
  }

  async #keep(client: pg.PoolClient, { id, stage, chunks }: RunningExport, result: StepResult): Promise<void> {
    const now = this.#parts.clock.now();
    await keepFiles(client, id, result);
    const bytes = Buffer.concat([
      ...result.files.map(({ name, content }) => archived(name, content)),
      ...ending(result),
    ]);
    const added = await this.#keepChunks(client, id, chunks, bytes);
    const reached = result.next === null ? stage + 1 : stage;
    const done = reached === this.#stages.length;
    await client.query(
      `UPDATE record_export SET state = $2, stage = $3, position = $4, chunks = chunks + $5, size_bytes = size_bytes + $6,
         checkpoints_done = checkpoints_done + $7, receipts = receipts + $8, events = events + $9, consents = consents + $10,
         failures = 0, ended_at = CASE WHEN $2 = 'DONE' THEN $11::timestamptz END WHERE id = $1`,
      [
        id,
        done ? 'DONE' : 'RUNNING',
        reached,
        result.next,
        added,
        bytes.length,
        result.checkpoints ?? 0,
        result.receipts ?? 0,
        result.events ?? 0,
        result.consents ?? 0,
        new Date(now),
      ],
    );
    if (done) await recordEvents(client, [{ type: 'records.export_completed', subjectId: id, data: {}, at: now }]);
  }

  async #keepChunks(client: pg.PoolClient, id: string, first: number, bytes: Buffer): Promise<number> {
    const { chunkBytes = CHUNK_BYTES } = this.#parts;
    const count = Math.ceil(bytes.length / chunkBytes);
    for (let number = 0; number < count; number += 1)
      await client.query('INSERT INTO record_export_chunk (export_id, number, content) VALUES ($1, $2, $3)', [
        id,
        first + number,
        bytes.subarray(number * chunkBytes, (number + 1) * chunkBytes),
      ]);
    return count;
  }

  async #failed(id: string): Promise<void> {
    await this.#parts.pool.query(
      `UPDATE record_export SET failures = failures + 1, state = CASE WHEN failures + 1 >= $2 THEN 'FAILED' ELSE state END,
         ended_at = CASE WHEN failures + 1 >= $2 THEN $3::timestamptz END WHERE id = $1 AND state IN ('APPROVED', 'RUNNING')`,
      [id, FAILURES_MAX, new Date(this.#parts.clock.now())],
    );
  }
}

async function keepFiles(client: pg.PoolClient, id: string, { files }: StepResult): Promise<void> {
  await client.query(
    `INSERT INTO record_export_file (export_id, number, name, sha256)
     SELECT $1, (SELECT count(*) FROM record_export_file WHERE export_id = $1) + f.number, f.name, f.sha256
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS f (name, sha256, number)`,
    [
      id,
      files.map(({ name }) => name),
      files.map(({ content }) => createHash('sha256').update(content).digest('base64url')),
    ],
  );
}

function ending({ end }: StepResult): Buffer[] {
  return end ? [end] : [];
}
