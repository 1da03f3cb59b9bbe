import { z } from 'zod';

/**
 * One type of event as the outside sees it. `data` holds facts of the moment and no ids: what an event is about stands in
 * its links, as ids of the app that reads it. A field is only ever added; anything else is a new version.
 */
export interface EventType {
  readonly version: number;
  readonly title: string;
  /**
   * APP: an affair of the app itself, including the consents that it was given. CONSENT: about a customer; an app sees it while
   * a live consent holds `scope` (and the account, when one is concerned). INTERNAL: the brokerage's own; no app sees it.
   */
  readonly audience: 'APP' | 'CONSENT' | 'INTERNAL';
  readonly scope?: string;
  readonly data: z.ZodObject;
}

export type EventTypeTable = Readonly<Record<string, EventType>>;

export function defineEventTypes<const T extends EventTypeTable>(table: T): T {
  return table;
}

/** An affair of the brokerage, or between it and a customer: it stands in the ledger, and no app is told. */
export function internalType(title: string, facts: z.ZodRawShape): EventType {
  return { version: 1, title, audience: 'INTERNAL', data: z.object(facts) };
}

/** Who did it, in internal events. */
export const byPerson = z
  .uuid()
  .nullable()
  .describe('Internal id of the person; null for the platform itself or its operator.');

/** The types that an app can be told of. */
export function typesForApps(types: EventTypeTable): EventTypeTable {
  return Object.fromEntries(Object.entries(types).filter(([, { audience }]) => audience !== 'INTERNAL'));
}

const instant = () => z.iso.datetime({ offset: true });
const ends = () => instant().describe('When the consent ends by itself.');
const reconfirm = () => instant().describe('Until when the customer has to confirm it again.');
const scopes = () => z.array(z.string()).describe('Scopes, `resource:action`.');
const consent = (title: string, data: z.ZodObject) => ({ version: 1, title, audience: 'APP', data }) as const;
const terms = z.object({
  scopes: scopes(),
  accounts: z.int().describe('How many accounts the customer chose.'),
  expiresAt: ends(),
});

/** What identity and the ledger tell; `webhooks` adds its own. Events that are in no table reach no app. */
export const PLATFORM_EVENT_TYPES = defineEventTypes({
  'app.registered': consent(
    'The app was registered.',
    z.object({
      clientId: z.string().describe('OAuth client id.'),
      scopes: scopes(),
      status: z.string().describe('Status at first, e.g. `PENDING`.'),
    }),
  ),
  'app.changed': consent(
    'The app changed its own registration.',
    z.object({
      clientId: z.string(),
      changed: z.array(z.string()).describe('Which fields, by their names in the client metadata; never their values.'),
      from: z.string().describe('Status before.'),
      to: z.string().describe('Status after; what needs a new review is `PENDING`.'),
    }),
  ),
  'app.status_changed': consent(
    'The app was approved, suspended or deleted.',
    z.object({
      clientId: z.string(),
      from: z.string().describe('Status before.'),
      to: z.string().describe('Status after.'),
    }),
  ),
  'app.scopes_allowed': {
    version: 1,
    title: 'The brokerage changed what the publisher’s apps may hold.',
    audience: 'APP',
    data: z.object({
      allowed: scopes().describe('All that is allowed now, among the scopes that take an allowance.'),
      added: scopes().describe('Allowed anew.'),
      withdrawn: scopes().describe('No longer allowed; apps have lost it.'),
      reason: z.string(),
    }),
  },
  'grant.created': consent('A customer gave the app a consent.', terms),
  'grant.widened': consent('A customer gave a consent that covers more than the one before.', terms),
  'grant.expiring': consent(
    'A consent ends soon, or has to be confirmed again.',
    z.object({ scopes: scopes(), expiresAt: ends(), reconfirmBy: reconfirm().nullable() }),
  ),
  'grant.reconfirmed': consent(
    'A customer confirmed a consent again.',
    z.object({ scopes: scopes(), expiresAt: ends(), reconfirmBy: reconfirm() }),
  ),
  'grant.revoked': consent(
    'A consent ended.',
    z.object({
      revokedBy: z.string().describe('Who ended it, e.g. CUSTOMER, APP, SECURITY; REPLACED by a later consent.'),
      scopes: scopes(),
    }),
  ),
  'account.opened': {
    version: 1,
    title: 'A customer has a new account.',
    audience: 'CONSENT',
    scope: 'accounts:read',
    data: z.object({
      type: z.string().describe('Type of account, e.g. CASH.'),
      baseCurrency: z.string().describe('ISO 4217.'),
    }),
  },
  'transactions.recorded': {
    version: 1,
    title: 'New transactions stand in an account: one event per account and import.',
    audience: 'CONSENT',
    scope: 'transactions:read',
    data: z.object({
      count: z.int().describe('How many.'),
      firstTradeDate: z.iso.date().describe('Earliest trade date among them.'),
      lastTradeDate: z.iso.date().describe('Latest trade date among them.'),
      types: z.array(z.string()).describe('Which types of transaction, each once.'),
    }),
  },
});

/** Stands where an event was that no consent covers any more, so that a feed's positions have no holes. */
export const WITHHELD = 'event.withheld';
