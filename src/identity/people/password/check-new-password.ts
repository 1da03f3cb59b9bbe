import { peopleError } from '../people.errors.js';

const LENGTH_MIN = 12;
const LENGTH_MAX = 128;

/**
 * Length instead of composition rules (NIST SP 800-63B §3.1.1.2), and nothing that a guesser tries first.
 *
 * @throws PublicError PERSON_INPUT_INVALID
 */
export function checkNewPassword(password: string, about: { email: string; name: string }): void {
  const reason = reasonAgainst(password, about);
  if (reason !== undefined) throw peopleError('PERSON_INPUT_INVALID', { params: { reason } });
}

function reasonAgainst(password: string, { email, name }: { email: string; name: string }): string | undefined {
  const length = Array.from(password).length;
  if (length < LENGTH_MIN || length > LENGTH_MAX) return `a password has ${LENGTH_MIN} to ${LENGTH_MAX} characters`;
  if (new Set(password).size < 5) return 'the password repeats too few characters';
  const lower = password.toLowerCase();
  const known = [email, email.split('@')[0] ?? '', name, 'openfolio'].map((text) => text.toLowerCase());
  const rest = known.filter((text) => text.length >= 4).reduce((left, text) => left.replaceAll(text, ''), lower);
  return Array.from(rest).length < LENGTH_MIN / 2 ? 'the password is made of your name or address' : undefined;
}
