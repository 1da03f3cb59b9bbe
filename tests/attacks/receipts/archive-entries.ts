import { gunzipSync, gzipSync } from 'node:zlib';

/** A file of an archive as it lies there: a header of 512 bytes, and the content in whole blocks. */
export interface Entry {
  readonly name: string;
  readonly header: Buffer;
  readonly content: Buffer;
}

const BLOCK = 512;

export function entriesOf(archive: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '');
    entries.push({ name, header, content: archive.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

export function packed(entries: readonly Entry[], end: Buffer = Buffer.alloc(2 * BLOCK)): Buffer {
  return Buffer.concat([
    ...entries.flatMap(({ header, content }) => [
      header,
      content,
      Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
    ]),
    end,
  ]);
}

/** With a size and a sum that fit, as whoever forges an archive would make them. */
export function resized({ name, header }: Entry, content: Buffer): Entry {
  const changed = Buffer.from(header);
  changed.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  return { name, header: summed(changed), content };
}

export function summed(header: Buffer): Buffer {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

export const inFile = (pattern: RegExp, change: (entry: Entry) => Entry | Entry[]) => (entries: readonly Entry[]) =>
  packed(entries.flatMap((entry) => (pattern.test(entry.name) ? change(entry) : entry)));
export const inText = (pattern: RegExp, change: (text: string) => string) =>
  inFile(pattern, (entry) => resized(entry, gzipSync(change(gunzipSync(entry.content).toString()), { level: 1 })));
export const inHeader = (pattern: RegExp, at: number, text: string) =>
  inFile(pattern, ({ name, header, content }) => {
    const changed = Buffer.from(header);
    changed.write(text, at, 'latin1');
    return { name, header: summed(changed), content };
  });
export const inLines = (pattern: RegExp, change: (lines: string[]) => string[]) =>
  inText(pattern, (text) => change(text.split('\n')).join('\n'));
export const flipped = (content: Buffer, at: number) => {
  const changed = Buffer.from(content);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};
