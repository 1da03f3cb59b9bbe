import type { FastifyRequest } from 'fastify';
import { identityError } from '../identity.errors.js';
import type { IdentitySecrets } from '../secrets.js';

export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A form post counts only when the browser says it came from our origin and it carries the token that our page put
 * there for this session. Either alone has been bypassed elsewhere.
 */
export class FormGuard {
  readonly #origin: string;
  readonly #secrets: IdentitySecrets;

  constructor(dependencies: { publicUrl: string; secrets: IdentitySecrets }) {
    this.#origin = new URL(dependencies.publicUrl).origin;
    this.#secrets = dependencies.secrets;
  }

  token(purpose: string, sessionUid: string): string {
    return this.#secrets.formToken(purpose, sessionUid);
  }

  /** @throws PublicError FORM_FORGED */
  check(request: FastifyRequest, purpose: string, sessionUid: string): FormFields {
    const fields = (request.body ?? {}) as FormFields;
    const genuine =
      request.headers.origin === this.#origin && this.#secrets.isFormToken(purpose, sessionUid, fields['csrf']);
    if (!genuine) throw identityError('FORM_FORGED');
    return fields;
  }
}

/** All values of a field that may stand several times (checkboxes). */
export function valuesOf(fields: FormFields, name: string): string[] {
  const value = fields[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : [...value];
}
