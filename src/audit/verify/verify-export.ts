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
  const left = new Map<string, string>();
  const checkpoints = new Map<number, Checkpoint>();
  let receipts = 0;
  for await (const { name, content } of filesOf(file)) {
    if (name === 'manifest.jws') {
      manifest = await openManifest(content.toString(), trusted);
      if (!manifest) tell({ kind: 'ARCHIVE_FORGED' });
      for (const each of manifest?.files ?? []) left.set(each.name, each.sha256);
      continue;
    }
    const expected = left.get(name);
    left.delete(name);
    if (manifest && expected === undefined) tell({ kind: 'FILE_UNKNOWN', name });
    else if (manifest && createHash('sha256').update(content).digest('base64url') !== expected)
      tell({ kind: 'FILE_ALTERED', name });
    const kind = name.split('/')[0] ?? '';
    if (kind === 'checkpoints.ndjson.gz') {
      for (const each of await readChain(await linesOf(content), trusted, kept, tell))
        checkpoints.set(each.number, each);
    } else if (kind === 'receipts') receipts += checkPart(await linesOf(content), checkpoints, tell);
  }
  if (!manifest && findings === 0) tell({ kind: 'ARCHIVE_FORGED' });
  for (const name of left.keys()) tell({ kind: 'FILE_MISSING', name });
  return { manifest, receipts, checkpoints: checkpoints.size, findings };
}

async function linesOf(content: Buffer): Promise<string[]> {
  return (await decompress(content))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

async function readChain(
  lines: readonly string[],
  trusted: Awaited<ReturnType<typeof trustedKeys>>,
  kept: KeptHead | undefined,
  tell: (finding: Finding) => void,
): Promise<Checkpoint[]> {
  const rows = lines.map((line) => JSON.parse(line) as { number: number; jws: string });
  const chain = new CheckChain({ trusted, startsAt: rows[0]?.number ?? 1, kept }, tell);
  const found: Checkpoint[] = [];
  for (const { number, jws } of rows) {
    const checkpoint = await chain.next(number, jws);
    if (checkpoint) found.push(checkpoint);
  }
  return found;
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
