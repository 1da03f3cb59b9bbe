import type { Level } from '../clocks/clock.js';
import type { Hit } from '../knowledge/find-articles.js';
import { COMPLAINT, LEAVING, LEVEL_RULES, URGENT } from './level-rules.js';

export interface Classification {
  readonly level: Level;
  /** 0 to 1: how far the level is ahead of the next one. */
  readonly confidence: number;
  /** One sentence each, for people. */
  readonly reasons: readonly string[];
  /** Of the best article; OTHER where none fits. */
  readonly topic: string;
  readonly complaint: boolean;
  readonly urgent: boolean;
  /** The customer asks how to close the account; for the brokerage’s own facts, no reason of a level. */
  readonly leaving: boolean;
}

const LEVELS: readonly Level[] = ['L1', 'L2', 'L3'];
/** What a perfectly fitting article says for its level; measured against a rule's weight. */
const ARTICLE_WEIGHT = 3;
/** Below this an article has a word in common with the question, not the subject. */
export const ARTICLE_FITS = 0.2;

/**
 * The level of a question, by rules and by what the help texts know. A question that nothing speaks for is of L2: a person looks
 * at it soon. A complaint is never of L1, because the assistant can't settle one.
 *
 * @param hits of the question, best first
 */
export function classify(question: string, hits: readonly Hit[]): Classification {
  const matched = LEVEL_RULES.filter(({ when }) => when.test(question));
  const complaint = COMPLAINT.test(question);
  const [best] = hits;
  const fits = best !== undefined && best.coverage >= ARTICLE_FITS;
  const points = new Map<Level, number>(LEVELS.map((level) => [level, 0]));
  const add = (level: Level, weight: number) => points.set(level, (points.get(level) ?? 0) + weight);
  for (const { level, weight } of matched) add(level, weight);
  if (fits) add(best.level, ARTICLE_WEIGHT * Math.min(1, best.coverage * 1.5));
  add('L2', 0.5);
  if (complaint) add('L2', 4);
  const ranked = [...points].sort(([, one], [, other]) => other - one);
  const [level, top] = ranked[0] ?? ['L2', 0];
  const second = ranked[1]?.[1] ?? 0;
  return {
    level: complaint && level === 'L1' ? 'L2' : level,
    confidence: Math.round(((top - second) / Math.max(top, 1)) * 1000) / 1000,
    reasons: reasonsOf(matched, fits ? best : undefined, complaint),
    topic: level === 'L3' ? 'ADVICE' : fits ? best.topic : 'OTHER',
    complaint,
    urgent: URGENT.test(question),
    leaving: LEAVING.test(question),
  };
}

function reasonsOf(
  matched: readonly { name: string; level: Level }[],
  best: Hit | undefined,
  complaint: boolean,
): string[] {
  const reasons = matched.map(({ name, level }) => `${level}: it ${name}`);
  if (best)
    reasons.push(
      `${best.level}: the article “${best.title}” covers ${Math.round(best.coverage * 100)} % of what it asks`,
    );
  if (complaint) reasons.push('L2: it complains, which only people settle');
  return reasons.length > 0 ? reasons : ['L2: no rule and no article speaks for a level'];
}
