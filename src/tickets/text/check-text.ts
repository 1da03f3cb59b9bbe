import { ticketError } from '../tickets.errors.js';
import { cleanText } from './clean-text.js';

export const TEXT_LIMITS = {
  subject: { min: 1, max: 120 },
  text: { min: 1, max: 4000 },
  note: { min: 1, max: 4000 },
  comment: { min: 0, max: 1000 },
  reason: { min: 1, max: 500 },
} as const;

/**
 * A text as it is stored.
 *
 * @throws PublicError TICKET_TEXT_INVALID
 */
export function checkText(field: keyof typeof TEXT_LIMITS, text: string): string {
  const { min, max } = TEXT_LIMITS[field];
  const clean = cleanText(text);
  const { length } = clean;
  if (length < min || length > max) throw ticketError('TICKET_TEXT_INVALID', { params: { field, min, max, length } });
  return clean;
}

/** The first line of a question, as its subject where none was given. */
export function subjectOf(question: string): string {
  const line = question.split('\n', 1)[0] ?? '';
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

const TAG = /^[\p{L}\p{N}_:-]{1,32}$/u;
export const TAGS_MAX = 10;

/** @throws PublicError TICKET_TAGS_INVALID */
export function checkTags(tags: readonly string[]): string[] {
  const clean = [...new Set(tags.map((tag) => tag.normalize('NFC').trim()))];
  if (clean.length > TAGS_MAX || clean.some((tag) => !TAG.test(tag)))
    throw ticketError('TICKET_TAGS_INVALID', { params: { max: TAGS_MAX } });
  return clean;
}
