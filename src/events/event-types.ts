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
   * a live consent holds `scope` (and the account, when one is concerned).
   */
  readonly audience: 'APP' | 'CONSENT';
  readonly scope?: string;
  readonly data: z.ZodObject;
}

export type EventTypeTable = Readonly<Record<string, EventType>>;

export function defineEventTypes<const T extends EventTypeTable>(table: T): T {
  return table;
}

const instant = () => z.iso.datetime({ offset: true });
const scopes = () => z.array(z.string()).describe('Scopes, `resource:action`.');
const consent = (title: string, data: z.ZodObject) => ({ version: 1, title, audience: 'APP', data }) as const;
const terms = z.object({
  scopes: scopes(),
  accounts: z.int().describe('How many accounts the customer chose.'),
  expiresAt: instant().describe('When the consent ends by itself.'),
});

/** What identity and the ledger tell; `webhooks` adds its own. Events that are in no table reach no app. */
export const PLATFORM_EVENT_TYPES = defineEventTypes({
  'app.registered': consent(
    'The app was registered.',
    z.object({ clientId: z.string(), scopes: scopes(), status: z.string() }),
  ),
  'app.status_changed': consent(
    'The app was approved, suspended or deleted.',
    z.object({ clientId: z.string(), from: z.string(), to: z.string() }),
  ),
  'grant.created': consent('A customer gave the app a consent.', terms),
  'grant.widened': consent('A customer gave a consent that covers more than the one before.', terms),
  'grant.expiring': consent(
    'A consent ends soon, or has to be confirmed again.',
    z.object({ scopes: scopes(), expiresAt: instant(), reconfirmBy: instant().nullable() }),
  ),
  'grant.reconfirmed': consent(
    'A customer confirmed a consent again.',
    z.object({ scopes: scopes(), expiresAt: instant(), reconfirmBy: instant() }),
  ),
  'grant.revoked': consent('A consent ended.', z.object({ revokedBy: z.string(), scopes: scopes() })),
  'account.opened': {
    version: 1,
    title: 'A customer has a new account.',
    audience: 'CONSENT',
    scope: 'accounts:read',
    data: z.object({ type: z.string(), baseCurrency: z.string() }),
  },
  'transactions.recorded': {
    version: 1,
    title: 'New transactions stand in an account: one event per account and import.',
    audience: 'CONSENT',
    scope: 'transactions:read',
    data: z.object({
      count: z.int().describe('How many.'),
      firstTradeDate: z.iso.date(),
      lastTradeDate: z.iso.date(),
      types: z.array(z.string()).describe('Which types of transaction, each once.'),
    }),
  },
});

/** Stands where an event was that no consent covers any more, so that a feed's positions have no holes. */
export const WITHHELD = 'event.withheld';
