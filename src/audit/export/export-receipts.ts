import { createWriteStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { ReceiptKeys } from '../sealing/receipt-keys.js';
import { CheckpointReader, partName } from './checkpoint-reader.js';
import type { ExportList } from './list-page.js';
import { digestOf, signManifest } from './manifest.js';
import { README } from './readme.js';
import type { Selection } from './selection.js';
import { appendFile, endArchive } from './tar.js';
import { writeList } from './write-lists.js';

export interface ExportParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly secret: Buffer;
  readonly clock: Clock;
}

export interface Exported {
  readonly file: string;
  readonly receipts: number;
  readonly checkpoints: number;
}

/**
 * Writes receipts, events and consents of a selection as one signed archive. Checkpoint by checkpoint into a directory beside
 * it, each part whole or not at all; whoever stops it and calls it again goes on where it was. Memory holds one checkpoint.
 * What is not sealed yet is left out: seal first.
 */
export class ExportReceipts {
  readonly #parts: ExportParts;

  constructor(parts: ExportParts) {
    this.#parts = parts;
  }

  /**
   * @param file where the archive goes; `<file>.partial/` holds what is done so far
   * @param onProgress checkpoints that are done, of how many
   */
  async run(
    selection: Selection,
    file: string,
    onProgress: (done: number, of: number) => void = () => {},
  ): Promise<Exported> {
    const directory = `${file}.partial`;
    await mkdir(join(directory, 'receipts'), { recursive: true, mode: 0o700 });
    await refuseOtherSelection(directory, selection);
    const client = await this.#parts.pool.connect();
    try {
      const numbers = await checkpointsOf(client, selection);
      const counts = new Map<string, number>();
      for (const [done, number] of numbers.entries()) {
        onProgress(done, numbers.length);
        const receipts = await this.#part(client, number, selection, directory);
        if (receipts > 0) counts.set(partName(number), receipts);
      }
      onProgress(numbers.length, numbers.length);
      const write = (list: ExportList) =>
        writeList(client, list, selection, numbers, join(directory, `${list}.ndjson.gz`));
      await write('checkpoints');
      const [events, consents] = [await write('events'), await write('consents')];
      const receipts = [...counts.values()].reduce((sum, count) => sum + count, 0);
      await writeFile(join(directory, 'README.txt'), README);
      const names = ['README.txt', 'checkpoints.ndjson.gz', 'events.ndjson.gz', 'consents.ndjson.gz', ...counts.keys()];
      const current = await new ReceiptKeys(this.#parts.secret).current(client);
      const manifest = {
        ...selection,
        madeAt: new Date(this.#parts.clock.now()).toISOString(),
        receipts,
        events,
        consents,
      };
      await writeFile(
        join(directory, 'manifest.jws'),
        await signManifest(manifest, await digests(directory, names), current),
      );
      await pack(directory, ['manifest.jws', ...names], file);
      await rm(directory, { recursive: true });
      return { file, receipts, checkpoints: numbers.length };
    } finally {
      client.release();
    }
  }

  /** @returns how many receipts it holds; made anew only when it is not there */
  async #part(client: pg.PoolClient, number: number, selection: Selection, directory: string): Promise<number> {
    const file = join(directory, partName(number));
    const made = await readFile(`${file}.count`, 'utf8').catch(() => undefined);
    if (made !== undefined) return Number(made);
    const part = await new CheckpointReader(this.#parts.secret).read(client, number, selection);
    if (part) {
      await writeFile(`${file}.new`, part.content);
      await rename(`${file}.new`, file);
    }
    await writeFile(`${file}.count`, String(part?.receipts ?? 0));
    return part?.receipts ?? 0;
  }
}

/** What another selection left half done must not be mixed with this one. */
async function refuseOtherSelection(directory: string, selection: Selection): Promise<void> {
  const file = join(directory, 'selection.json');
  const text = JSON.stringify(selection);
  const former = await access(file).then(
    () => readFile(file, 'utf8'),
    () => undefined,
  );
  if (former !== undefined && former !== text)
    throw new Error(`${directory} holds an unfinished export of something else; remove it or choose another file`);
  await writeFile(file, text);
}

async function checkpointsOf(client: pg.PoolClient, { fromMs, toMs }: Selection): Promise<number[]> {
  const { rows } = await client.query<{ number: string }>(
    'SELECT number FROM receipt_checkpoint WHERE to_at >= $1 AND from_at <= $2 ORDER BY number',
    [new Date(fromMs), new Date(toMs)],
  );
  return rows.map(({ number }) => Number(number));
}

async function digests(directory: string, names: readonly string[]) {
  const files = [];
  for (const name of names) files.push({ name, sha256: await digestOf(join(directory, name)) });
  return files;
}

async function pack(directory: string, names: readonly string[], file: string): Promise<void> {
  const archive = createWriteStream(`${file}.new`, { mode: 0o600 });
  for (const name of names) await appendFile(archive, name, join(directory, name));
  await endArchive(archive);
  await rename(`${file}.new`, file);
}
