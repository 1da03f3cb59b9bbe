/** Why an operation runs; the columns of the pipeline table. */
export type CauseKind = 'LIVE' | 'STORED' | 'HOOK' | 'PLUGIN';

export interface Cause {
  readonly kind: CauseKind;
  /** The event (HOOK) or the parent operation (PLUGIN, STORED proposal) that made it run. */
  readonly id?: string;
}

/**
 * Who allowed whom what, until when: loaded anew for each operation, never taken from a token.
 * `scopes` are the effective rights: the app's ceiling ∩ the customer's consent.
 */
export interface Grant {
  readonly id: string;
  readonly appId: string;
  /** `null` for an app-level grant (client credentials). */
  readonly customerId: string | null;
  /** Internal ids; `'*'` only for the brokerage's own pages. */
  readonly accountIds: readonly string[] | '*';
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
  /** Where the customer can widen this consent; told with MISSING_SCOPE. */
  readonly consentUrl: string | null;
}

/**
 * Port, implemented by identity. Answers only what is valid now: revoked, expired, suspended and unknown are all `undefined`.
 * A consent that waits for the customer's reconfirmation is refused by a `PublicError` of its own.
 */
export interface GrantStore {
  load(grantId: string): Promise<Grant | undefined>;
}
