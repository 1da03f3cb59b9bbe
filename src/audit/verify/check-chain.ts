import type { CryptoKey } from 'jose';
import { type Checkpoint, checkpointHash, openCheckpoint } from '../sealing/checkpoint.js';
import type { Finding } from './findings.js';

/** What is enough to recognise a checkpoint, and all before it, years later. */
export interface KeptHead {
  readonly number: number;
  /** SHA-256 of its JWS, base64url. */
  readonly hash: string;
}

export interface ChainTerms {
  readonly trusted: ReadonlyMap<string, CryptoKey>;
  /** Number of the first checkpoint that must be there. */
  readonly startsAt: number;
  readonly kept?: KeptHead | undefined;
}

/** Told of one gap: a forged number may lie beyond all counting. */
const MISSING_MAX = 1000;

/**
 * Follows checkpoints in their order: numbers without holes, each signed by a trusted key and naming the one before.
 * What a forged one claims is not looked at.
 */
export class CheckChain {
  readonly #terms: ChainTerms;
  readonly #report: (finding: Finding) => void;
  #expected: number;
  #former: KeptHead | undefined;
  /** The newest checkpoint whose signature held. */
  head: (KeptHead & { readonly sealedAt: string }) | null = null;

  constructor(terms: ChainTerms, report: (finding: Finding) => void) {
    this.#terms = terms;
    this.#expected = terms.startsAt;
    this.#report = report;
  }

  /** @param number where it stands, whatever it claims */
  async next(number: number, jws: string): Promise<Checkpoint | undefined> {
    const told = Math.min(number, this.#expected + MISSING_MAX);
    for (; this.#expected < told; this.#expected += 1)
      this.#report({ kind: 'CHECKPOINT_MISSING', checkpoint: this.#expected });
    this.#expected = number + 1;
    const former = this.#former?.number === number - 1 ? this.#former.hash : undefined;
    const hash = checkpointHash(jws).toString('base64url');
    this.#former = { number, hash };
    const checkpoint = await openCheckpoint(jws, this.#terms.trusted);
    if (checkpoint?.number !== number) {
      this.#report({ kind: 'CHECKPOINT_FORGED', checkpoint: number });
      return undefined;
    }
    if (!this.#follows(checkpoint, former, hash)) this.#report({ kind: 'CHAIN_BROKEN', checkpoint: number });
    for (const { kind, span } of checkpoint.faults)
      this.#report({ kind: `${kind}_BEFORE_SEAL`, checkpoint: number, span });
    this.head = { number, hash, sealedAt: checkpoint.sealedAt };
    return checkpoint;
  }

  /** The one before is not at hand where a span begins, or where it is missing, which is told already. */
  #follows({ number, previous }: Checkpoint, former: string | undefined, hash: string): boolean {
    const { kept } = this.#terms;
    if (kept?.number === number && kept.hash !== hash) return false;
    return number === 1 ? previous === null : former === undefined || previous === former;
  }
}
