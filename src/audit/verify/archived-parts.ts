import { partName } from '../export/checkpoint-reader.js';
import type { Manifest } from '../export/manifest.js';
import { rootOf } from '../receipts/merkle-tree.js';
import { leafOf } from '../receipts/receipt.js';
import { type Checkpoint, placesOf, receiptsIn } from '../sealing/checkpoint.js';
import type { ExportFinding } from './findings.js';

interface ReceiptLine {
  readonly leaf: number;
  readonly hash: string;
  readonly receipt: readonly unknown[];
}

interface PartHead {
  readonly checkpoint: number;
  readonly leaves: number;
  readonly proof: readonly string[];
}

/** Leaves named per checkpoint where an archive of all receipts has gaps. */
const MISSING_MAX = 1000;

/** The receipts of an archive, part by part, each compared with the signed root of its checkpoint. */
export class ArchivedParts {
  readonly #checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly #tell: (finding: ExportFinding) => void;
  /** Checkpoint → leaves that its part leaves out. */
  readonly #leftOut = new Map<number, readonly number[]>();
  receipts = 0;

  /** @param checkpoints those whose signature held; they stand before the receipts */
  constructor(checkpoints: ReadonlyMap<number, Checkpoint>, tell: (finding: ExportFinding) => void) {
    this.#checkpoints = checkpoints;
    this.#tell = tell;
  }

  check([head = '{}', ...lines]: readonly string[]): void {
    const { checkpoint: number, leaves, proof } = JSON.parse(head) as PartHead;
    this.receipts += lines.length;
    const checkpoint = this.#checkpoints.get(number);
    if (!checkpoint) return; // told already: it is missing or forged
    const known = new Map<number, Buffer>();
    for (const line of lines) {
      const { leaf, hash, receipt } = JSON.parse(line) as ReceiptLine;
      known.set(leaf, Buffer.from(hash, 'base64url'));
      const text = line.slice(line.indexOf('"receipt":') + '"receipt":'.length, -1);
      if (leafOf(text).toString('base64url') !== hash) this.#tell(alteredAt(checkpoint, leaf, receipt));
    }
    const root =
      leaves === receiptsIn(checkpoint)
        ? rootOf(
            leaves,
            known,
            proof.map((each) => Buffer.from(each, 'base64url')),
          )
        : undefined;
    if (root?.toString('base64url') !== checkpoint.root) this.#tell({ kind: 'LEAVES_ALTERED', checkpoint: number });
    else this.#leftOut.set(number, leftOut(leaves, known));
  }

  /**
   * Nothing of the selection's time may be left out: each checkpoint of it has its part, and each part all its receipts. The list of
   * files alone doesn't show it: whoever takes rows out before an archive is made has them missing in the signed list as well.
   *
   * @param found names of files that are there, told already if they are not what was signed
   */
  mustBeWhole({ fromMs, toMs, files }: Manifest, found: ReadonlySet<string>): void {
    const named = new Set([...found, ...files.map(({ name }) => name)]);
    for (const checkpoint of this.#checkpoints.values()) {
      const { number, from, to, firstPosition } = checkpoint;
      const name = partName(number);
      if (!named.has(name) && Date.parse(to) >= fromMs && Date.parse(from) <= toMs)
        this.#tell({ kind: 'FILE_MISSING', name });
      for (const [leaf, [writerId, at]] of placesOf(checkpoint, this.#leftOut.get(number) ?? []))
        this.#tell({
          kind: 'RECEIPT_MISSING',
          checkpoint: number,
          position: firstPosition + leaf,
          writerId,
          number: at,
        });
    }
  }
}

function leftOut(leaves: number, known: ReadonlyMap<number, Buffer>): number[] {
  const gaps: number[] = [];
  for (let leaf = 0; leaf < leaves && gaps.length < MISSING_MAX; leaf += 1) if (!known.has(leaf)) gaps.push(leaf);
  return gaps;
}

function alteredAt(
  { number: checkpoint, firstPosition }: Checkpoint,
  leaf: number,
  [, writerId, number, id]: readonly unknown[],
): ExportFinding {
  return {
    kind: 'RECEIPT_ALTERED',
    checkpoint,
    position: firstPosition + leaf,
    writerId: String(writerId),
    number: Number(number),
    id: String(id),
  };
}
