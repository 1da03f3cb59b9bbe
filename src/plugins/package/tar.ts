import { PACKAGE_LIMITS } from './package-limits.js';
import { type Checked, type PackageFiles, type Problem, refused } from './problem.js';

const BLOCK = 512;
const REGULAR_FILE = '0';

/**
 * A tar (ustar) whose bytes depend on nothing but paths and contents: sorted by path, no times, no owners, mode 0644.
 * The same files always give the same hash.
 */
export function writeTar(files: PackageFiles): Uint8Array {
  const paths = [...files.keys()].sort();
  const parts = paths.flatMap((path) => {
    const content = files.get(path) ?? new Uint8Array();
    return [header(path, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return new Uint8Array(Buffer.concat([...parts, Buffer.alloc(BLOCK * 2)]));
}

/**
 * Reads only what {@link writeTar} writes: each header is written anew and compared byte by byte. Links, devices, long
 * names, other tar dialects, unsorted or doubled entries and anything behind the end are thereby refused, all by one rule.
 */
export function readTar(bytes: Uint8Array): Checked<PackageFiles> {
  if (bytes.length > PACKAGE_LIMITS.packageBytes)
    return refused(whole(`has ${bytes.length} bytes`, `Stay below ${PACKAGE_LIMITS.packageBytes} bytes.`));
  const tar = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  let offset = 0;
  let previous = '';
  while (offset + BLOCK <= tar.length && !isZero(tar.subarray(offset, offset + BLOCK))) {
    if (files.size >= PACKAGE_LIMITS.files)
      return refused(whole(`holds more than ${PACKAGE_LIMITS.files} files`, 'Leave out what the tools do not need.'));
    const entry = readHeader(tar.subarray(offset, offset + BLOCK));
    if (!entry.ok) return entry;
    const { path, size } = entry.value;
    if (path <= previous)
      return refused(at(path, 'stands twice or out of order', 'Pack with `openfolio plugin pack`.'));
    const start = offset + BLOCK;
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
    if (offset > tar.length) return refused(at(path, 'is cut off', 'Upload the package whole.'));
    if (!isZero(tar.subarray(start + size, offset))) return refused(at(path, 'is followed by hidden bytes', REPACK));
    files.set(path, new Uint8Array(tar.subarray(start, start + size)));
    previous = path;
  }
  const rest = tar.subarray(offset);
  if (rest.length !== BLOCK * 2 || !isZero(rest)) return refused(whole('does not end as a package does', REPACK));
  return { ok: true, value: files };
}

const REPACK = 'Pack it with `openfolio plugin pack`.';

/** ASCII, forward slashes, no empty, hidden or climbing parts: a path that means the same on every system. */
export const PATH_PATTERN = /^(?:[A-Za-z0-9_@-][A-Za-z0-9._@-]*\/)*[A-Za-z0-9_@-][A-Za-z0-9._@-]*$/;

function readHeader(block: Buffer): Checked<{ path: string; size: number }> {
  const path = block.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  const type = block.toString('latin1', 156, 157);
  const shown = JSON.stringify(path).slice(1, -1);
  if (type === '1' || type === '2') return refused(at(shown, 'is a link', 'Pack the file itself.'));
  if (type === '5') return refused(at(shown, 'is a directory entry', REPACK));
  if (path.includes('..') || path.startsWith('/') || path.includes('\\'))
    return refused(at(shown, 'leads out of the package', 'Use paths below the package only.'));
  if (!PATH_PATTERN.test(path))
    return refused(at(shown, 'is no path that a package may have', 'Use letters, digits, ".", "_", "-" and "/".'));
  const sizeText = block.toString('latin1', 124, 135);
  const size = /^[0-7]{11}$/.test(sizeText) ? Number.parseInt(sizeText, 8) : Number.NaN;
  if (!(size <= PACKAGE_LIMITS.fileBytes))
    return refused(at(shown, 'is too large', `Stay below ${PACKAGE_LIMITS.fileBytes} bytes a file.`));
  if (!header(path, size).equals(block)) return refused(at(shown, 'has an entry of another form', REPACK));
  return { ok: true, value: { path, size } };
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0, PACKAGE_LIMITS.pathChars, 'latin1');
  block.write('0000644\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write('00000000000\0', 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write(REGULAR_FILE, 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function whole(reason: string, remedy: string): Problem {
  return { file: 'package', place: '', reason: `The package ${reason}.`, remedy };
}

function at(file: string, reason: string, remedy: string): Problem {
  return { file, place: '', reason: `The entry ${reason}.`, remedy };
}
