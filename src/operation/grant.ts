import type { MeterKey } from './meter.js';

/** Why an operation runs; the columns of the pipeline table. */
export type CauseKind = 'LIVE' | 'STORED' | 'HOOK' | 'PLUGIN';

export interface Cause {
  readonly kind: CauseKind;
  /** The event (HOOK) or the parent operation (PLUGIN, STORED proposal) that made it run. */
  readonly id?: string;
  /** On whose account it runs: the hook (HOOK) or the plugin version (PLUGIN). */
  readonly actorId?: string;
  /** Coarse network that a request came from, as the door saw it: a sign for the watch, of no other consequence. */
  readonly network?: string | undefined;
}

/** A person who works with the platform: the brokerage's staff, or a member who acts for one publisher. */
export type GrantedPerson =
  | { readonly kind: 'STAFF'; readonly id: string; readonly publisherId: null }
  | { readonly kind: 'MEMBER'; readonly id: string; readonly publisherId: string };

/**
 * Who allowed whom what, until when: loaded anew for each operation, never taken from a token.
 * `scopes` are the effective rights: the app's ceiling ∩ the customer's consent.
 */
export interface Grant {
  readonly id: string;
  readonly appId: string;
  /** `null` for an app-level grant (client credentials) and for a person's. */
  readonly customerId: string | null;
  /** Internal ids; `'*'` only for the brokerage's own pages. */
  readonly accountIds: readonly string[] | '*';
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
  /** Whose rights these are where no customer gave them: staff or a publisher's member, by the roles that they hold now. */
  readonly person: GrantedPerson | null;
  /** Where the customer can widen this consent; told with MISSING_SCOPE. */
  readonly consentUrl: string | null;
  /** Which part of its budget the app has, above 0, at most 1; less than all while it is restricted. Left out: all. */
  readonly budgetShare?: number | undefined;
  /** Whose budget takes the cost; left out, that of the app (and the customer). */
  readonly budget?: MeterKey;
}

/** Whose budget takes the cost of what runs under this grant. */
export function budgetOf({ budget, appId, customerId, person, budgetShare }: Grant): MeterKey {
  return budget ?? { appId, customerId: customerId ?? person?.id ?? null, share: budgetShare };
}

/**
 * Port, implemented by identity. Answers only what is valid now: revoked, expired, suspended and unknown are all `undefined`.
 * A consent that waits for the customer's reconfirmation is refused by a `PublicError` of its own.
 */
export interface GrantStore {
  load(grantId: string): Promise<Grant | undefined>;
}

/**
 * Port, implemented by plugins: the caller's grant ∩ what the customer consented to for one installation of a plugin.
 * `undefined` when that installation has ended or is another customer's.
 */
export interface Installations {
  narrow(grant: Grant, installationId: string): Promise<Grant | undefined>;
}
