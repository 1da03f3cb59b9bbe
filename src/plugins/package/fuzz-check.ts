import { inspectPackage } from './inspect-package.js';
import type { DocumentJudge } from './judge-document.js';
import type { PackageFiles } from './problem.js';
import { readTar, writeTar } from './tar.js';

export interface FuzzReport {
  readonly lines: readonly string[];
  readonly passed: boolean;
}

export interface FuzzOptions {
  /** A package that is good: every input is made from it. */
  readonly good: PackageFiles;
  readonly judge: DocumentJudge;
  readonly engineDigest: string;
  readonly inputs: number;
  readonly seed: number;
}

const SLOW_MS = 1000;

/**
 * Feeds damaged packages to the tar reader and damaged files to the inspection. Everything must be accepted or refused
 * with a place and a remedy; an exception, or an input that takes a second, fails. The same seed gives the same inputs.
 */
export function fuzzPackages({ good, judge, engineDigest, inputs, seed }: FuzzOptions): FuzzReport {
  const random = mulberry32(seed);
  const tar = writeTar(good);
  const counts = { accepted: 0, refused: 0, slowestMs: 0 };
  const failures: string[] = [];
  for (let input = 0; input < inputs; input += 1) {
    const start = performance.now();
    try {
      const accepted =
        input % 2 === 0
          ? readTar(damageBytes(tar, random)).ok
          : inspectPackage(damageFile(good, random), { judge, engineDigest }).ok;
      counts[accepted ? 'accepted' : 'refused'] += 1;
    } catch (error) {
      failures.push(`input ${input}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    const ms = performance.now() - start;
    counts.slowestMs = Math.max(counts.slowestMs, ms);
    if (ms > SLOW_MS) failures.push(`input ${input} took ${ms.toFixed(0)} ms`);
  }
  const { accepted, refused, slowestMs } = counts;
  const sum = `${inputs} inputs from seed ${seed}: ${accepted} accepted, ${refused} refused, ${failures.length} failures, slowest ${slowestMs.toFixed(1)} ms`;
  return { lines: [...failures.slice(0, 10), sum], passed: failures.length === 0 };
}

type Random = () => number;

/** Tommy Ettinger's 32-bit generator: small, and the same everywhere. */
function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function pick<T>(choices: readonly T[], random: Random): T | undefined {
  return choices[Math.floor(random() * choices.length)];
}

function damageBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const damaged = bytes.slice(0, random() < 0.2 ? Math.floor(random() * bytes.length) : bytes.length);
  for (let count = Math.ceil(random() * 8); count > 0; count -= 1) {
    const header = random() < 0.7; // most of a tar's meaning stands in its first bytes of each block
    const offset = header
      ? Math.floor(random() * (bytes.length / 512)) * 512 + Math.floor(random() * 265)
      : Math.floor(random() * bytes.length);
    damaged[offset] = pick([0, 0x2f, 0x2e, 0x30, 0x37, 0x32, 0xff, Math.floor(random() * 256)], random) ?? 0;
  }
  return damaged;
}

const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '...',
  '$',
  '\\u0000',
  '-1',
  '1e999',
  'null',
  'true',
  '"__proto__":',
  '"constructor":',
  '"$ref":"#/$defs/a",',
  '"pattern":"(a+)+$",',
  'fragment A on Query{...A}',
  'mutation{',
  'async ',
  'await ',
  'import("x")',
  'аррle',
  '\ud800',
  '9'.repeat(400),
  '['.repeat(3000),
  '('.repeat(3000),
  '{a'.repeat(800),
];

function damageFile(good: PackageFiles, random: Random): PackageFiles {
  const path = pick(['manifest.json', 'manifest.json', ...good.keys()], random) ?? 'manifest.json';
  const files = new Map(good);
  if (random() < 0.03) files.delete(path);
  else files.set(path, damageText(good.get(path) ?? new Uint8Array(), random));
  return files;
}

function damageText(content: Uint8Array, random: Random): Uint8Array {
  if (random() < 0.3) return damageBytes(content, random);
  let text = new TextDecoder().decode(content);
  for (let count = Math.ceil(random() * 3); count > 0; count -= 1) {
    const at = Math.floor(random() * text.length);
    const cut = random() < 0.5 ? Math.floor(random() * 20) : 0;
    text = text.slice(0, at) + (pick(TOKENS, random) ?? '') + text.slice(at + cut);
  }
  return new TextEncoder().encode(text);
}
