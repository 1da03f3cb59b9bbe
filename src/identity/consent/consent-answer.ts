import { CONSENT_DAYS, type ConsentDays } from '../grants/give-consent.js';
import { identityError } from '../identity.errors.js';
import { type FormFields, valuesOf } from '../pages/form-guard.js';
import type { Ticked } from './consent-fields.js';
import type { ConsentOffer } from './consent-offer.js';
import type { Unclear } from './consent-text.js';

export type ConsentAnswer =
  | { readonly decision: 'DENIED' }
  /** Too little was ticked, or the texts changed since the page was shown: show it again and say so. */
  | { readonly decision: 'UNCLEAR'; readonly reason: Unclear }
  | {
      readonly decision: 'ALLOWED';
      readonly scopes: readonly string[];
      readonly rejected: readonly string[];
      readonly accountIds: readonly string[];
      readonly days: ConsentDays;
    };

/**
 * Reads the customer's answer against the offer. Anything that the page did not offer is an attack, not a mistake.
 *
 * @throws PublicError CONSENT_TAMPERED
 */
export function readAnswer(fields: FormFields, offer: ConsentOffer): ConsentAnswer {
  if (fields['decision'] !== 'allow') return { decision: 'DENIED' };
  const chosen = new Set(valuesOf(fields, 'scope'));
  const accounts = valuesOf(fields, 'account').map((publicId) =>
    offer.accounts.find((account) => account.publicId === publicId),
  );
  const days = CONSENT_DAYS.find((offered) => String(offered) === fields['days']);
  const offered = offer.scopes.map(({ scope }) => scope);
  if (days === undefined || [...chosen].some((scope) => !offered.includes(scope)) || accounts.includes(undefined)) {
    throw identityError('CONSENT_TAMPERED');
  }
  if (fields['text'] !== offer.textHash) return { decision: 'UNCLEAR', reason: 'TEXT_CHANGED' };
  if (chosen.size === 0) return { decision: 'UNCLEAR', reason: 'NOTHING_CHOSEN' };
  if (accounts.length === 0 && needsAccount(chosen, offer)) return { decision: 'UNCLEAR', reason: 'NO_ACCOUNT_CHOSEN' };
  return {
    decision: 'ALLOWED',
    scopes: offered.filter((scope) => chosen.has(scope)),
    rejected: offered.filter((scope) => !chosen.has(scope)),
    accountIds: [...new Set(accounts.flatMap((account) => (account ? [account.id] : [])))],
    days,
  };
}

/** A customer without any account has nothing to choose. */
function needsAccount(chosen: ReadonlySet<string>, { scopes, accounts }: ConsentOffer): boolean {
  return accounts.length > 0 && scopes.some(({ scope, perAccount }) => perAccount && chosen.has(scope));
}

/** What to show as ticked when the page comes again. */
export function tickedIn(fields: FormFields): Ticked {
  return { scopes: valuesOf(fields, 'scope'), accounts: valuesOf(fields, 'account'), days: String(fields['days']) };
}
