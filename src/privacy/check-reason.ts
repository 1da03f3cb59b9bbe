import { privacyError } from './privacy.errors.js';

const REASON = { min: 10, max: 1000 } as const;

/** @throws PublicError PRIVACY_REASON_INVALID */
export function checkReason(reason: string): string {
  const text = reason.trim();
  if (text.length < REASON.min || text.length > REASON.max)
    throw privacyError('PRIVACY_REASON_INVALID', { params: REASON });
  return text;
}
