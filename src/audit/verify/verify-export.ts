import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Manifest, openManifest } from '../export/manifest.js';
import { filesOf } from '../export/tar.js';
import { rootOf } from '../receipts/merkle-tree.js';
import { leafOf } from '../receipts/receipt.js';
import { type Checkpoint, receiptsIn } from '../sealing/checkpoint.js';
import { type PublicReceiptKey, trustedKeys } from '../sealing/receipt-keys.js';
import { CheckChain, type KeptHead } from './check-chain.js';
import type { Finding } from './findings.js';

const decompress = promisify(gunzip);

/** What only an archive can have. */
export type ExportFinding =
  | Finding
  | { readonly kind: 'ARCHIVE_FORGED' }
  | { readonly kind: 'FILE_ALTERED' | 'FILE_MISSING' | 'FILE_UNKNOWN'; readonly name: string };

export interface ExportReport {
  readonly manifest: Manifest | undefined;
  readonly receipts: number;
  readonly checkpoints: number;
  readonly findings: number;
}

interface ReceiptLine {
  readonly leaf: number;
  readonly hash: string;
  readonly receipt: readonly unknown[];
}

/**
 * Checks an archive with the public keys alone: the signature over its files, the chain of checkpoints, and that each receipt
 * stands in the tree of its checkpoint. Holds one file in memory.
 */
export async function verifyExport(
  file: string,
  keys: readonly PublicReceiptKey[],
  report: (finding: ExportFinding) => void,
  kept?: KeptHead,
): Promise<ExportReport> {
  const trusted = await trustedKeys(keys);
  let findings = 0;
  const tell = (finding: ExportFinding) => {
    findings += 1;
    report(finding);
  };
  let manifest: Manifest | undefined;
  const found = new Map<string, string>();
  const chain = new ArchiveChain(trusted, kept, tell);
  let receipts = 0;
  for await (const { name, content } of filesOf(file)) {
    if (name === 'manifest.jws') {
      manifest = await openManifest(content.toString(), trusted);
      continue;
    }
    found.set(name, createHash('sha256').update(content).digest('base64url'));
    if (name.startsWith('checkpoints')) await chain.read(await linesOf(content));
    else if (name.startsWith('receipts/')) receipts += checkPart(await linesOf(content), chain.checkpoints, tell);
  }
  if (manifest) compareFiles(manifest, found, tell);
  else tell({ kind: 'ARCHIVE_FORGED' });
  return { manifest, receipts, checkpoints: chain.checkpoints.size, findings };
}

/** The manifest stands first in an archive that was written whole, last in one that grew: it is compared when all is read. */
function compareFiles(
  { files }: Manifest,
  found: ReadonlyMap<string, string>,
  tell: (finding: ExportFinding) => void,
): void {
  const signed = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of found)
    if (signed.get(name) !== sha256) tell({ kind: signed.has(name) ? 'FILE_ALTERED' : 'FILE_UNKNOWN', name });
  for (const name of signed.keys()) if (!found.has(name)) tell({ kind: 'FILE_MISSING', name });
}

/** The checkpoints of an archive, in one file or several. They stand before the receipts, which are compared with them. */
class ArchiveChain {
  readonly checkpoints = new Map<number, Checkpoint>();
  readonly #begin: (startsAt: number) => CheckChain;
  #chain: CheckChain | undefined;

  constructor(
    trusted: Awaited<ReturnType<typeof trustedKeys>>,
    kept: KeptHead | undefined,
    tell: (finding: Finding) => void,
  ) {
    this.#begin = (startsAt) => new CheckChain({ trusted, startsAt, kept }, tell);
  }

  async read(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const { number, jws } = JSON.parse(line) as { number: number; jws: string };
      this.#chain ??= this.#begin(number);
      const checkpoint = await this.#chain.next(number, jws);
      if (checkpoint) this.checkpoints.set(checkpoint.number, checkpoint);
    }
  }
}

async function linesOf(content: Buffer): Promise<string[]> {
  return (await decompress(content))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

/** @returns how many receipts it holds */
function checkPart(
  [head = '{}', ...lines]: readonly string[],
  checkpoints: ReadonlyMap<number, Checkpoint>,
  tell: (finding: Finding) => void,
): number {
  const {
    checkpoint: number,
    leaves,
    proof,
  } = JSON.parse(head) as { checkpoint: number; leaves: number; proof: string[] };
  const checkpoint = checkpoints.get(number);
  if (!checkpoint) return lines.length; // told already: it is missing or forged
  const known = new Map<number, Buffer>();
  for (const line of lines) {
    const { leaf, hash, receipt } = JSON.parse(line) as ReceiptLine;
    known.set(leaf, Buffer.from(hash, 'base64url'));
    const text = line.slice(line.indexOf('"receipt":') + '"receipt":'.length, -1);
    if (leafOf(text).toString('base64url') !== hash) tell(alteredAt(checkpoint, leaf, receipt));
  }
  const root = rootOf(
    leaves,
    known,
    proof.map((each) => Buffer.from(each, 'base64url')),
  );
  if (leaves !== receiptsIn(checkpoint) || root?.toString('base64url') !== checkpoint.root)
    tell({ kind: 'LEAVES_ALTERED', checkpoint: number });
  return lines.length;
}

function alteredAt(
  { number: checkpoint, firstPosition }: Checkpoint,
  leaf: number,
  receipt: readonly unknown[],
): Finding {
  const [, writerId, number, id] = receipt;
  return {
    kind: 'RECEIPT_ALTERED',
    checkpoint,
    position: firstPosition + leaf,
    writerId: String(writerId),
    number: Number(number),
    id: String(id),
  };
}
