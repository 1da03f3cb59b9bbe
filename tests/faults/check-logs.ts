/** What the driver knows of one act: it was done, it failed, or the writer died before it could say. */
export interface Act {
  readonly number: number;
  readonly outcome: 'ok' | 'failed' | 'unknown';
}

/** One payload as the receiver wrote it down before it answered. */
export interface Arrival {
  readonly number: number;
  readonly webhookId: string;
  readonly digest: string;
  readonly sequence: number;
}

export interface Findings {
  /** Acts that were said to be done, or stand in the ledger, and whose payload never came. */
  readonly lost: readonly number[];
  /** Said to be done and not in the ledger. */
  readonly forgotten: readonly number[];
  /** Came, and stands in no ledger. */
  readonly phantom: readonly number[];
  /** Stands in the ledger twice. */
  readonly doubled: readonly number[];
  /** Came again under another id or with other bytes. */
  readonly changed: readonly number[];
  /** Numbers of the customer's sequence that never came. */
  readonly holes: readonly number[];
  readonly duplicates: number;
}

/** Judges one campaign from logs that stood outside the system under test, against its ledger at the end. */
export function checkLogs(acts: readonly Act[], arrivals: readonly Arrival[], ledger: readonly number[]): Findings {
  const inLedger = new Set(ledger);
  const arrived = Map.groupBy(arrivals, ({ number }) => number);
  const done = acts.filter(({ outcome }) => outcome === 'ok').map(({ number }) => number);
  const sequences = new Set(arrivals.map(({ sequence }) => sequence));
  return {
    lost: [...new Set([...done, ...ledger])].filter((number) => !arrived.has(number)),
    forgotten: done.filter((number) => !inLedger.has(number)),
    phantom: [...arrived.keys()].filter((number) => !inLedger.has(number)),
    doubled: ledger.filter((number, index) => ledger.indexOf(number) !== index),
    changed: [...arrived].filter(([, same]) => differs(same)).map(([number]) => number),
    holes: Array.from({ length: Math.max(0, ...sequences) }, (_, index) => index + 1).filter(
      (sequence) => !sequences.has(sequence),
    ),
    duplicates: arrivals.length - arrived.size,
  };
}

export function isClean(findings: Findings): boolean {
  const { duplicates: _allowed, ...faults } = findings;
  return Object.values(faults).every((found) => found.length === 0);
}

function differs(same: readonly Arrival[]): boolean {
  return new Set(same.map(({ webhookId, digest }) => `${webhookId} ${digest}`)).size > 1;
}
