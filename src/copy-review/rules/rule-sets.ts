import { RuleSet } from '../review/rule-set.js';
import { RULES_2026_11 } from './rules-2026-11.js';
import { HARMLESS_2026_11, NEGATION_2026_11 } from './words-2026-11.js';

/** All that ever held, oldest first. A set is replaced by a later one and never edited. */
export const RULE_SETS: readonly RuleSet[] = [
  new RuleSet({
    version: '2026.11.0',
    startsAt: '2026-11-01T00:00:00+08:00',
    rules: RULES_2026_11,
    negation: NEGATION_2026_11,
    harmless: HARMLESS_2026_11,
  }),
];

/** The set that holds at an instant; before the first one the first. */
export function ruleSetAt(at: number, sets: readonly RuleSet[] = RULE_SETS): RuleSet {
  const current = sets.findLast(({ startsAtMs }) => startsAtMs <= at) ?? sets[0];
  if (!current) throw new RangeError('There is no rule set');
  return current;
}
