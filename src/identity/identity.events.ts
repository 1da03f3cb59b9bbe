import { newId } from '../kernel/ids.js';

/** Events of this feature. Payloads carry ids and scopes only, never names or numbers of a customer. */
export interface IdentityEvents {
  'app.registered': { clientId: string; scopes: readonly string[]; status: string };
  /** The app changed its own registration; `changed` names what, never how. */
  'app.changed': { clientId: string; changed: readonly string[]; from: string; to: string };
  'app.status_changed': { clientId: string; from: string; to: string };
  /** What the publisher's apps may hold among the scopes that take an allowance. */
  'app.scopes_allowed': {
    allowed: readonly string[];
    added: readonly string[];
    withdrawn: readonly string[];
    reason: string;
  };
  'grant.created': { scopes: readonly string[]; accounts: number; expiresAt: string };
  'grant.widened': { scopes: readonly string[]; accounts: number; expiresAt: string };
  /** Recorded once, 14 days before the end or before the day of reconfirmation; `reconfirmBy` is null when that is the end. */
  'grant.expiring': { scopes: readonly string[]; expiresAt: string; reconfirmBy: string | null };
  'grant.reconfirmed': { scopes: readonly string[]; expiresAt: string; reconfirmBy: string };
  'grant.revoked': { revokedBy: string; scopes: readonly string[] };
}

export interface IdentityEvent<T extends keyof IdentityEvents> {
  readonly type: T;
  readonly appId: string;
  readonly customerId: string | null;
  /** The grant or the app that the event is about. */
  readonly subjectId: string;
  readonly data: IdentityEvents[T];
  /** Epoch ms. */
  readonly at: number;
}

interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** Writes the event into the caller's transaction: the change and its event commit together or not at all. */
export async function recordEvent<T extends keyof IdentityEvents>(
  client: Queryable,
  event: IdentityEvent<T>,
): Promise<void> {
  await client.query(
    `INSERT INTO event (id, type, customer_id, app_id, subject_id, data, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId(),
      event.type,
      event.customerId,
      event.appId,
      event.subjectId,
      JSON.stringify(event.data),
      new Date(event.at),
    ],
  );
}
