import { peopleError } from './people.errors.js';

/** Loose on purpose: only a message that arrives proves an address. Control characters and spaces never belong. */
const EMAIL = /^[^\s@\p{C}]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/u;

/** One spelling for one account: NFKC, lower case, no surrounding space. */
export function sameEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().slice(0, 254);
}

/** @throws PublicError PERSON_INPUT_INVALID */
export function parseEmail(text: string): string {
  const email = sameEmail(text);
  if (!EMAIL.test(email)) {
    throw peopleError('PERSON_INPUT_INVALID', { params: { reason: 'it is no e-mail address' } });
  }
  return email;
}

/** @throws PublicError PERSON_INPUT_INVALID */
export function parseName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name.length < 2 || name.length > 80 || /[\p{C}\u2028\u2029]/u.test(name)) {
    throw peopleError('PERSON_INPUT_INVALID', { params: { reason: 'a name has 2 to 80 visible characters' } });
  }
  return name;
}
