import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { type ExportList, listPage } from './list-page.js';
import type { Selection } from './selection.js';

/** Writes a whole list as lines of JSON, page by page. @returns how many lines */
export async function writeList(
  client: pg.ClientBase,
  list: ExportList,
  selection: Selection,
  checkpoints: readonly number[],
  file: string,
): Promise<number> {
  const gzip = createGzip({ level: 1 });
  const written = gzip.pipe(createWriteStream(file));
  const span = { first: checkpoints[0] ?? 1, last: checkpoints.at(-1) ?? 0 };
  let count = 0;
  for (let after: string | null = null; ; ) {
    const page = await listPage(client, list, selection, span, after);
    for (const line of page.lines) if (!gzip.write(`${line}\n`)) await once(gzip, 'drain');
    count += page.lines.length;
    if (page.next === null) break;
    after = page.next;
  }
  gzip.end();
  await once(written, 'finish');
  return count;
}
