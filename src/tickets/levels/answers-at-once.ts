import type { Hit } from '../knowledge/find-articles.js';
import type { Classification } from './classify.js';
import type { Response } from './ticket-responder.js';

/** From this confidence on the assistant answers; set by the questions for tuning, see docs/decisions/0018-tickets.md. */
export const ANSWER_FROM = 0.4;
const TEXT_MAX = 4000;

/** Whether a response may be looked at as an answer at all: it says something, not too much, and cites an article that was found. */
export function isSendable({ text, articleKey, confidence }: Response, articles: readonly Hit[]): boolean {
  const said = text.trim() !== '' && text.length <= TEXT_MAX && confidence >= 0 && confidence <= 1;
  return said && articles.some(({ key }) => key === articleKey);
}

/**
 * Whether a response may be sent as the answer: the matter is of L1, the responder is sure enough, and it cites an article of L1
 * that was found. Whoever responds, this is asked.
 */
export function answersAtOnce(
  made: Pick<Classification, 'level' | 'complaint'>,
  response: Response,
  articles: readonly Hit[],
): boolean {
  if (made.level !== 'L1' || made.complaint) return false;
  const cited = articles.find(({ key }) => key === response.articleKey);
  return cited?.level === 'L1' && response.confidence >= ANSWER_FROM && isSendable(response, articles);
}
