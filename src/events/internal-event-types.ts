import { z } from 'zod';
import { byPerson, defineEventTypes, type EventType, internalType as internal } from './event-types.js';

const factor = z.enum(['TOTP', 'PASSKEY', 'RECOVERY_CODE']);
const publisher = () => z.uuid().nullable().describe('Internal id of the publisher; null for staff.');

/** What happens to a person, as `recordPersonEvent` writes it. */
const PERSON_EVENTS: Readonly<Record<string, EventType>> = {
  invited: internal('Somebody was invited.', {
    role: z.string(),
    publisherId: publisher(),
    invitedBy: byPerson,
    expiresAt: z.iso.datetime({ offset: true }).describe('When the invitation ends.'),
  }),
  joined: internal('An invitation was accepted.', { role: z.string(), publisherId: publisher() }),
  signed_in: internal('Somebody signed in.', { factor: factor.describe('The second factor.') }),
  signed_out: internal('Sessions ended.', { everywhere: z.boolean().describe('All of them, not one.') }),
  locked: internal('Too many wrong passwords.', {
    until: z.iso.datetime({ offset: true }).describe('When it may be tried again.'),
  }),
  second_factor_added: internal('A second factor was added.', { factor }),
  suspended: internal('Somebody was suspended; their sessions ended.', { by: byPerson }),
  reset: internal('Somebody must enrol again; their sessions ended.', { by: byPerson }),
};

function ofKind(kind: 'staff' | 'member'): [string, EventType][] {
  return Object.entries(PERSON_EVENTS).map(([name, type]) => [`${kind}.${name}`, type]);
}

/** The brokerage's own affairs: they stand in the ledger for its auditors, and no app ever sees one. */
export const INTERNAL_EVENT_TYPES = defineEventTypes({
  ...Object.fromEntries([...ofKind('staff'), ...ofKind('member')]),
  'publisher.domain_verified': internal('A publisher proved that a domain is its own.', {
    domain: z.string(),
    by: byPerson,
  }),
});
