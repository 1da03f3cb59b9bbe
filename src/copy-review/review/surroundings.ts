import type { CopyRule } from '../rules/rule.js';
import { CLAUSE, type FoldedText, LISTED, SENTENCE } from '../text/fold-text.js';
import { type Candidate, placedAs, widestBreak } from './candidates.js';
import type { PlacedWords } from './rule-set.js';

/** What stands around a place, worked out once for the whole text in passes over it. */
export interface Surroundings {
  /** Inside a longer word that means something else. */
  isHarmless(place: Place): boolean;
  /** Denied: behind a negator in the same clause, or after "does not promise". */
  isDenied(place: Place): boolean;
  /** In a sentence with a word that the rule names for it. */
  isBeside(rule: CopyRule, place: Place): boolean;
}

type Place = Pick<Candidate, 'start' | 'end'>;

export function surroundingsOf(text: FoldedText, placed: PlacedWords): Surroundings {
  const harmless = coverage(text, placedAs(placed, 'HARMLESS'));
  const negators = negatorEnds(text, placed);
  const denied = denials(text, placedAs(placed, 'DENIAL'));
  const sentences = sentenceNumbers(text);
  const beside = new Map<CopyRule, Set<number>>();
  for (const { rule, start } of placedAs(placed, 'BESIDE')) {
    const known = beside.get(rule) ?? new Set();
    beside.set(rule, known.add(sentences[start] ?? 0));
  }
  return {
    isHarmless: ({ start, end }) => (harmless[start] ?? 0) >= end,
    isDenied: ({ start }) => denied[start] === true || isNegated(text, negators, start),
    isBeside: (rule, { start }) => beside.get(rule)?.has(sentences[start] ?? 0) ?? false,
  };
}

/** For each position the end of the longest stretch that covers it; 0 where none does. */
function coverage({ chars }: FoldedText, places: readonly Place[]): number[] {
  const until = Array.from({ length: chars.length }, () => 0);
  for (const { start, end } of places)
    for (let at = start; at < end; at += 1) until[at] = Math.max(until[at] ?? 0, end);
  return until;
}

/** Where a negator ends: how many characters on it still counts. One inside a term ("稳赚不赔") or in "not only" denies nothing. */
function negatorEnds(text: FoldedText, placed: PlacedWords): Map<number, number> {
  const taken = coverage(text, [...placedAs(placed, 'TERM'), ...placedAs(placed, 'NOT_NEGATOR')]);
  const ends = new Map<number, number>();
  for (const { start, end, within } of placedAs(placed, 'NEGATOR'))
    if ((taken[start] ?? 0) < end) ends.set(end, Math.max(ends.get(end) ?? 0, within));
  return ends;
}

const WINDOW_MAX = 16;

function isNegated(text: FoldedText, ends: ReadonlyMap<number, number>, start: number): boolean {
  for (let distance = 0; distance < WINDOW_MAX; distance += 1) {
    const end = start - distance;
    // The break before the term counts as well: what is said behind a comma is not denied before it.
    if (distance < (ends.get(end) ?? 0) && widestBreak(text, end - 1, start + 1) < LISTED) return true;
  }
  return false;
}

/** From "does not promise" to the end of the clause; a list inside it is denied whole. */
function denials({ chars, gaps }: FoldedText, places: readonly Place[]): boolean[] {
  const ends = new Set(places.map(({ end }) => end));
  let denying = false;
  return chars.map((_, at) => {
    if ((gaps[at] ?? 0) >= CLAUSE) denying = false;
    if (ends.has(at) && (gaps[at] ?? 0) < CLAUSE) denying = true;
    return denying;
  });
}

function sentenceNumbers({ gaps }: FoldedText): number[] {
  let sentence = 0;
  return gaps.map((gap) => {
    if (gap >= SENTENCE) sentence += 1;
    return sentence;
  });
}
