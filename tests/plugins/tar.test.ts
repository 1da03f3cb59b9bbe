import { describe, expect, test } from '@jest/globals';
import { PACKAGE_LIMITS, readTar, writeTar } from '../../src/plugins/index.js';
import { bytes } from './plugin-platform.js';

const FILES = new Map([
  ['manifest.json', bytes('{}')],
  ['dist/plugin.js', bytes('x'.repeat(600))],
  ['queries/a.graphql', bytes('')],
]);

test('the same files give the same bytes, in whatever order they are added', () => {
  const reversed = new Map([...FILES].reverse());
  expect(Buffer.from(writeTar(FILES)).equals(Buffer.from(writeTar(reversed)))).toBe(true);
  const read = readTar(writeTar(FILES));
  expect(read.ok && Object.fromEntries(read.value)).toEqual(Object.fromEntries(FILES));
});

test('every single changed byte of a header, and every bit behind a file, is refused', () => {
  const tar = writeTar(FILES);
  for (let offset = 0; offset < tar.length; offset += 1) {
    if (offset >= 512 && offset < 512 + 600) continue; // contents of the first file: integrity.json's affair
    if (offset >= 2048 + 0 && offset < 2048 + 2) continue; // contents of manifest.json
    const changed = tar.slice();
    changed[offset] = (changed[offset] ?? 0) ^ 0x01;
    if (readTar(changed).ok) throw new Error(`byte ${offset} can change unseen`);
  }
});

describe('packages that are refused, with file, reason and remedy', () => {
  const hostile: readonly (readonly [string, string | undefined, () => Uint8Array])[] = [
    ['zip-slip', '../../etc/passwd', () => renamed('../../etc/passwd')],
    ['an absolute path', '/etc/passwd', () => renamed('/etc/passwd')],
    ['a path with a backslash', undefined, () => renamed('..\\evil')],
    ['a symbolic link', 'link', () => typed('link', '2')],
    ['a hard link', 'link', () => typed('link', '1')],
    ['a directory', 'dir', () => typed('dir', '5')],
    ['a device', 'dev', () => typed('dev', '3')],
    ['a hidden file', '.env', () => renamed('.env')],
    ['a letter of another alphabet', undefined, () => renamed('dist/plügin.js')],
    ['a hundred thousand files', 'package', manyFiles],
    ['a huge file', 'big', () => sized(PACKAGE_LIMITS.fileBytes + 1)],
    ['a huge package', 'package', () => new Uint8Array(PACKAGE_LIMITS.packageBytes + 512)],
    ['the same file twice', 'a', () => joined(entry('a'), entry('a'))],
    ['files out of order', 'a', () => joined(entry('b'), entry('a'))],
    ['a size that lies', 'a', () => sized(2_000)],
    ['no end', 'package', () => writeTar(FILES).subarray(0, -512)],
    ['something behind the end', 'package', () => joined(writeTar(FILES), bytes('more'.repeat(128)))],
    ['nothing', 'package', () => new Uint8Array()],
  ];
  test.each(hostile)('%s', (_name, file, make) => {
    const read = readTar(make());
    const problem = read.ok ? undefined : read.problems[0];
    expect(problem).toMatchObject({ reason: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/\.$/) });
    if (file !== undefined) expect(problem?.file).toBe(file);
  });
});

/** One entry as our own writer makes it, with its checksum mended after the damage. */
function entry(path: string, damage: (header: Buffer) => void = () => undefined): Uint8Array {
  const block = Buffer.from(writeTar(new Map([['a', bytes('')]]))).subarray(0, 512);
  block.fill(0, 0, 100).write(path, 0, 'latin1');
  damage(block);
  block.write('        ', 148, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function renamed(path: string): Uint8Array {
  return joined(entry(path), Buffer.alloc(1024));
}

function typed(path: string, type: string): Uint8Array {
  return joined(
    entry(path, (header) => header.write(type, 156, 'latin1')),
    Buffer.alloc(1024),
  );
}

function sized(size: number): Uint8Array {
  const path = size > PACKAGE_LIMITS.fileBytes ? 'big' : 'a';
  const lying = entry(path, (header) => header.write(size.toString(8).padStart(11, '0'), 124, 'latin1'));
  return joined(lying, Buffer.alloc(1024));
}

function manyFiles(): Uint8Array {
  const paths = Array.from({ length: 5_000 }, (_, index) => `f${String(index).padStart(6, '0')}`);
  return joined(...paths.map((path) => entry(path)), Buffer.alloc(1024));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
