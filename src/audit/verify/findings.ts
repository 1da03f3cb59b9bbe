import type { ReceiptSpan } from '../sealing/checkpoint.js';

/** What a verification can find. Each names the place; a receipt is named by its writer and number, and by its id where it stands. */
export type Finding =
  | { readonly kind: 'CHECKPOINT_MISSING'; readonly checkpoint: number }
  /** Signed by no trusted key. */
  | { readonly kind: 'CHECKPOINT_FORGED'; readonly checkpoint: number }
  /** Does not name the one before it. */
  | { readonly kind: 'CHAIN_BROKEN'; readonly checkpoint: number }
  /** A column beside the signed text says otherwise: searches and exports by time would miss it. */
  | { readonly kind: 'CHECKPOINT_ALTERED'; readonly checkpoint: number }
  /** What says which receipts it holds differs from what was signed: customers would be told of another checkpoint. */
  | { readonly kind: 'RANGES_ALTERED'; readonly checkpoint: number }
  /** What is kept of a writer differs from what was signed, or its last word is not its own. */
  | { readonly kind: 'STREAM_ALTERED'; readonly writerId: string }
  /** The public part that stands beside a key of ours is another. */
  | { readonly kind: 'KEY_ALTERED'; readonly kid: string }
  /** The stored hashes don't give the signed root: receipts of this checkpoint can't be told apart. */
  | { readonly kind: 'LEAVES_ALTERED'; readonly checkpoint: number }
  | (AtReceipt & { readonly kind: 'RECEIPT_ALTERED'; readonly id: string })
  /** Stands at another receipt's place; `belongsAt` is its own. */
  | (AtReceipt & { readonly kind: 'RECEIPT_MOVED'; readonly id: string; readonly belongsAt: number })
  | (AtReceipt & { readonly kind: 'RECEIPT_MISSING' })
  /** Stands where no writer of the platform put one. */
  | { readonly kind: 'RECEIPT_UNKNOWN'; readonly id: string; readonly writerId: string; readonly number: number }
  /** Found when the checkpoint was sealed, or by the check of what is not sealed yet (`checkpoint` null). */
  | {
      readonly kind: 'MISSING_BEFORE_SEAL';
      readonly checkpoint: number | null;
      readonly span: ReceiptSpan;
    }
  | {
      readonly kind: 'UNPROVEN_BEFORE_SEAL';
      readonly checkpoint: number | null;
      readonly span: ReceiptSpan;
    };

/** What only an archive can have. */
export type ExportFinding =
  | Finding
  /** Signed by no trusted key. */
  | { readonly kind: 'ARCHIVE_FORGED' }
  /** Cut off, or with something behind its end. */
  | { readonly kind: 'ARCHIVE_BROKEN' }
  | { readonly kind: 'FILE_ALTERED'; readonly name: string }
  | { readonly kind: 'FILE_MISSING'; readonly name: string }
  | { readonly kind: 'FILE_UNKNOWN'; readonly name: string };

interface AtReceipt {
  readonly checkpoint: number;
  readonly position: number;
  readonly writerId: string;
  readonly number: number;
}

/** One line for people. */
export function describeFinding(finding: ExportFinding): string {
  return (WORDS[finding.kind] as (of: ExportFinding) => string)(finding);
}

const WORDS: { readonly [K in ExportFinding['kind']]: (of: Extract<ExportFinding, { kind: K }>) => string } = {
  ARCHIVE_FORGED: () => 'the archive is signed by no trusted key',
  ARCHIVE_BROKEN: () => 'the archive is cut off, or something stands behind its end',
  FILE_ALTERED: (of) => `${of.name}: altered`,
  FILE_MISSING: (of) => `${of.name}: missing`,
  FILE_UNKNOWN: (of) => `${of.name}: unknown`,
  CHECKPOINT_MISSING: (of) => `checkpoint ${of.checkpoint} is missing`,
  CHECKPOINT_FORGED: (of) => `checkpoint ${of.checkpoint} is signed by no trusted key`,
  CHAIN_BROKEN: (of) => `checkpoint ${of.checkpoint} does not name the one before it`,
  CHECKPOINT_ALTERED: (of) => `checkpoint ${of.checkpoint}: a column says otherwise than what was signed`,
  RANGES_ALTERED: (of) => `checkpoint ${of.checkpoint}: the list of what it holds is not the signed one`,
  STREAM_ALTERED: (of) => `what is kept of writer ${of.writerId} was altered`,
  KEY_ALTERED: (of) => `the public part of key ${of.kid} was altered`,
  LEAVES_ALTERED: (of) => `checkpoint ${of.checkpoint}: the stored hashes do not give the signed root`,
  RECEIPT_ALTERED: (of) => `receipt ${of.id} was altered (${placeOf(of)})`,
  RECEIPT_MOVED: (of) => `receipt ${of.id} was moved (${placeOf(of)}; it belongs at position ${of.belongsAt})`,
  RECEIPT_MISSING: (of) => `a receipt is missing (${placeOf(of)})`,
  RECEIPT_UNKNOWN: (of) =>
    `receipt ${of.id} was written by no process of the platform (writer ${of.writerId}, number ${of.number})`,
  MISSING_BEFORE_SEAL: (of) => `receipts were missing ${whenFound(of.checkpoint)} (${spanOf(of.span)})`,
  UNPROVEN_BEFORE_SEAL: (of) =>
    `receipts had no valid proof of their writer ${whenFound(of.checkpoint)} (${spanOf(of.span)})`,
};

function placeOf({ checkpoint, position, writerId, number }: AtReceipt): string {
  return `position ${position}, checkpoint ${checkpoint}, writer ${writerId}, number ${number}`;
}

function whenFound(checkpoint: number | null): string {
  return checkpoint === null ? 'among those not sealed yet' : `when checkpoint ${checkpoint} was sealed`;
}

function spanOf([writerId, first, last]: ReceiptSpan): string {
  return `writer ${writerId}, numbers ${first} to ${last}`;
}
