import { once } from 'node:events';
import { createReadStream, type WriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const BLOCK = 512;

/** Appends one file to an archive in the ustar format (POSIX.1-1988), which every `tar` reads. */
export async function appendFile(archive: WriteStream, name: string, file: string): Promise<void> {
  const { size } = await stat(file);
  await put(archive, header(name, size));
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) await put(archive, chunk as Buffer);
  await put(archive, padding(size));
}

/** One file as it stands in an archive. */
export function archived(name: string, content: Buffer): Buffer {
  return Buffer.concat([header(name, content.length), content, padding(content.length)]);
}

/** Two empty blocks. */
export const ARCHIVE_END = Buffer.alloc(BLOCK * 2);

export async function endArchive(archive: WriteStream): Promise<void> {
  archive.end(ARCHIVE_END);
  await once(archive, 'finish');
}

export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
  /** Whether it stands in the archive byte for byte as this module writes it: what a header says beside the name is unpacked too. */
  readonly asWritten: boolean;
}

/**
 * The files of an archive one after the other, each whole in memory.
 *
 * @throws RangeError when it is cut off, or holds something behind its end
 */
export async function* filesOf(file: string): AsyncGenerator<ArchivedFile> {
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  const take = async (bytes: number): Promise<Buffer> => {
    const parts = [rest];
    for (let held = rest.length; held < bytes; ) {
      const { value, done } = await source.next();
      if (done) throw new RangeError('The archive is cut off');
      parts.push(value);
      held += value.length;
    }
    const all = Buffer.concat(parts);
    rest = all.subarray(bytes);
    return all.subarray(0, bytes);
  };
  try {
    for (let head = await take(BLOCK); head.some((byte) => byte !== 0); head = await take(BLOCK)) {
      const name = text(head, 0, 100);
      const size = Number.parseInt(text(head, 124, 12), 8);
      if (!(size >= 0)) throw new RangeError('The archive is broken');
      const blocks = await take(Math.ceil(size / BLOCK) * BLOCK);
      const content = blocks.subarray(0, size);
      yield { name, content, asWritten: Buffer.concat([head, blocks]).equals(archived(name, content)) };
    }
    if (rest.some((byte) => byte !== 0)) throw new RangeError('Something stands behind the end of the archive');
    for (let next = await source.next(); !next.done; next = await source.next())
      if (next.value.some((byte) => byte !== 0)) throw new RangeError('Something stands behind the end of the archive');
  } finally {
    stream.destroy();
  }
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(name, 0, 100, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12); // no times, so that the same content is the same archive
  block.fill(' ', 148, 156);
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

async function put(archive: WriteStream, bytes: Buffer): Promise<void> {
  if (!archive.write(bytes)) await once(archive, 'drain');
}

function text(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field
    .subarray(0, end < 0 ? length : end)
    .toString('utf8')
    .trim();
}
