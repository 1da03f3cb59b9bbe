import { newId } from '../../kernel/ids.js';
import type { PersonKind } from './roles.js';

export type Factor = 'TOTP' | 'PASSKEY' | 'RECOVERY_CODE';

/** What happens to a person, recorded as `staff.<name>` or `member.<name>`. Never holds a name, an address or a secret. */
export interface PersonEvents {
  invited: { role: string; publisherId: string | null; invitedBy: string | null; expiresAt: string };
  joined: { role: string; publisherId: string | null };
  signed_in: { factor: Factor };
  signed_out: { everywhere: boolean };
  locked: { until: string };
  second_factor_added: { factor: Factor };
  suspended: { by: string | null };
  reset: { by: string | null };
}

interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** Writes the event into the caller's transaction. `personId` is the subject; of `invited` it is the invitation. */
export function recordPersonEvent<T extends keyof PersonEvents>(
  client: Queryable,
  event: { kind: PersonKind; name: T; personId: string; data: PersonEvents[T]; at: Date },
): Promise<unknown> {
  const type = `${event.kind === 'STAFF' ? 'staff' : 'member'}.${event.name}`;
  return insert(client, type, event.personId, event.data, event.at);
}

export function recordDomainVerified(
  client: Queryable,
  event: { publisherId: string; domain: string; by: string | null; at: Date },
): Promise<unknown> {
  const { publisherId, domain, by, at } = event;
  return insert(client, 'publisher.domain_verified', publisherId, { domain, by }, at);
}

function insert(client: Queryable, type: string, subjectId: string, data: object, at: Date): Promise<unknown> {
  return client.query('INSERT INTO event (id, type, subject_id, data, occurred_at) VALUES ($1, $2, $3, $4, $5)', [
    newId(),
    type,
    subjectId,
    JSON.stringify(data),
    at,
  ]);
}
