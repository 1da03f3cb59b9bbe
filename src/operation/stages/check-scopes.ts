import type { CompiledDocument } from '../document/compile-document.js';
import type { Grant } from '../grant.js';
import { operationError } from '../operation.errors.js';
import { held } from '../run.js';
import { satisfies } from '../schema/requirements.js';
import type { Stage } from './stage.js';

/** Fields named in a refusal; the rest is counted. */
const FIELDS_NAMED = 5;

/**
 * Scope is static: every selected field against the grant, before anything runs. All gaps are told at once, with the
 * address where the customer can widen the consent.
 */
export const checkScopes: Stage = {
  name: 'checkScopes',
  run: (run) => insistOnScopes(run.operation.document, held(run.grant, 'grant')),
};

/** @throws PublicError MISSING_SCOPE */
export function insistOnScopes({ required }: CompiledDocument, grant: Grant): void {
  const missing = required.filter(({ requirement }) => !satisfies(grant.scopes, requirement));
  if (missing.length === 0) return;
  const scopes = [
    ...new Set(
      missing.map(({ requirement }) =>
        requirement.map((all) => all.filter((scope) => !grant.scopes.has(scope)).join(' and ')).join(' or '),
      ),
    ),
  ];
  const fields = [...new Set(missing.flatMap((entry) => entry.fields))];
  const named =
    fields.slice(0, FIELDS_NAMED).join(', ') +
    (fields.length > FIELDS_NAMED ? ` and ${fields.length - FIELDS_NAMED} more` : '');
  const missingScopes = [
    ...new Set(missing.flatMap(({ requirement }) => requirement[0] ?? []).filter((scope) => !grant.scopes.has(scope))),
  ];
  throw operationError('MISSING_SCOPE', {
    params: { scopes: scopes.join(', '), fields: named },
    extensions: { missingScopes, fields, ...(grant.consentUrl ? { consentUrl: grant.consentUrl } : {}) },
  });
}
