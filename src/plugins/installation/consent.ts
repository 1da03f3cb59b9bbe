import { createHash } from 'node:crypto';
import { proposalHashes } from '../registry/insert-version.js';
import type { PublishedVersion } from '../registry/published-versions.js';

/** What a customer allows by installing: read off the package, never off what its publisher says about it. */
export interface ConsentTerms {
  readonly scopes: readonly string[];
  /** `Type.field`: the privacy label. */
  readonly fields: readonly string[];
  /** Hashes of the mutations that may be proposed. */
  readonly documents: readonly string[];
  readonly price: Price;
}

export interface Price {
  readonly model: 'free' | 'per-run' | 'monthly';
  readonly amount: string | null;
  readonly currency: string | null;
}

export function termsOf({ inspected }: PublishedVersion): ConsentTerms {
  const { manifest, fieldsRead, tools } = inspected;
  const { model, amount, currency } = manifest.pricing;
  return {
    scopes: manifest.scopes.map(({ scope }) => scope).sort(),
    fields: fieldsRead,
    documents: proposalHashes(tools),
    price: { model, amount: amount ?? null, currency: currency ?? null },
  };
}

/** Whether what was allowed once allows this too. The same price counts, a lower one as well as a higher one is another. */
export function covers(given: ConsentTerms, wanted: ConsentTerms): boolean {
  const within = (part: readonly string[], whole: readonly string[]) => part.every((one) => whole.includes(one));
  return (
    within(wanted.scopes, given.scopes) &&
    within(wanted.fields, given.fields) &&
    within(wanted.documents, given.documents) &&
    samePrice(given.price, wanted.price)
  );
}

function samePrice(a: Price, b: Price): boolean {
  const amount = ({ amount: text }: Price) => (text === null ? null : Number(text)); // equal as numbers: "0.5" and "0.50"
  return a.model === b.model && a.currency === b.currency && amount(a) === amount(b);
}

/** sha256 of all that the page shows and the package decides: what is agreed to is exactly what was shown. */
export function consentHash(version: PublishedVersion): string {
  const { manifest } = version.inspected;
  const shown = [version.name, version.packageHash, termsOf(version), manifest.scopes, manifest.pricing];
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex');
}
