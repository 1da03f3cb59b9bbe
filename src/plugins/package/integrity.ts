import { digestOf } from '../runner/digest-of.js';
import { type Checked, type PackageFiles, refused } from './problem.js';

export const INTEGRITY = 'integrity.json';
export const SIGNATURES = { publisher: 'publisher.jws', registry: 'registry.jws' } as const;
const UNLISTED: readonly string[] = [INTEGRITY, SIGNATURES.publisher, SIGNATURES.registry];

export interface Integrity {
  readonly engine: string;
  /** sha256 by path, of every file but this one and the signatures. */
  readonly files: Readonly<Record<string, string>>;
}

/** The text of integrity.json: sorted, so that it too depends on nothing but the files. */
export function writeIntegrity(files: PackageFiles, engine: string): Uint8Array {
  const listed = [...files.keys()].filter((path) => !UNLISTED.includes(path)).sort();
  const digests = listed.map((path) => [path, digestOf(files.get(path) ?? new Uint8Array())]);
  return new TextEncoder().encode(`${JSON.stringify({ engine, files: Object.fromEntries(digests) }, null, 2)}\n`);
}

/** Refuses a package with a file changed, added or removed since integrity.json was written. */
export function checkIntegrity(files: PackageFiles, trustedEngines: readonly string[]): Checked<Integrity> {
  const listed = readIntegrity(files.get(INTEGRITY));
  if (!listed)
    return refused({ file: INTEGRITY, place: '', reason: 'The file is missing or not of its form.', remedy: REPACK });
  if (!trustedEngines.includes(listed.engine))
    return refused({
      file: INTEGRITY,
      place: '',
      reason: `The engine ${listed.engine.slice(0, 12)}… is not one that the platform signed.`,
      remedy: 'Test and pack with the current tools.',
    });
  const written = new TextDecoder().decode(writeIntegrity(files, listed.engine));
  if (written === new TextDecoder().decode(files.get(INTEGRITY))) return { ok: true, value: listed };
  const actual = JSON.parse(written) as Integrity;
  const changed = [...new Set([...Object.keys(listed.files), ...Object.keys(actual.files)])].filter(
    (path) => listed.files[path] !== actual.files[path],
  );
  return refused(
    ...(changed.length > 0 ? changed : [INTEGRITY]).map((file) => ({
      file,
      place: '',
      reason: 'The file is not the one that was signed.',
      remedy: REPACK,
    })),
  );
}

const REPACK = 'Pack and sign again with `openfolio plugin pack`.';

function readIntegrity(bytes: Uint8Array | undefined): Integrity | undefined {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Integrity> | null;
    const wellFormed = typeof value?.engine === 'string' && typeof value.files === 'object' && value.files !== null;
    return wellFormed ? (value as Integrity) : undefined;
  } catch {
    return undefined;
  }
}
