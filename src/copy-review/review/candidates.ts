import type { CopyRule, Effect } from '../rules/rule.js';
import { type FoldedText, LISTED, SENTENCE } from '../text/fold-text.js';
import { type Figure, findFigures } from './figures.js';
import type { Placed, PlacedWords, RoleName } from './rule-set.js';

/** Something that a rule names, before its surroundings are looked at. */
export interface Candidate {
  readonly rule: CopyRule;
  readonly effect: Effect;
  readonly start: number;
  readonly end: number;
}

export function placedAs<K extends RoleName>(placed: PlacedWords, as: K): readonly Placed<K>[] {
  return (placed.get(as) ?? []) as readonly Placed<K>[];
}

/** Terms, sequences of terms, and figures beside words of yield. Each step looks at a bounded stretch around a hit. */
export function findCandidates(text: FoldedText, placed: PlacedWords, inForce: ReadonlySet<CopyRule>): Candidate[] {
  const figures = findFigures(text);
  const all = [
    ...placedAs(placed, 'TERM'),
    ...sequences(text, placed),
    ...placedAs(placed, 'FIGURE_WORD').flatMap((word) => besideFigure(text, word, figures)),
  ];
  return all
    .filter(({ rule }) => inForce.has(rule))
    .map(({ rule, effect, start, end }) => ({ rule, effect, start, end }));
}

/** The widest break inside a stretch. */
export function widestBreak({ gaps }: FoldedText, start: number, end: number): number {
  let widest = 0;
  for (let at = start + 1; at < end; at += 1) widest = Math.max(widest, gaps[at] ?? 0);
  return widest;
}

export function isTornApart(text: FoldedText, { start, end }: Pick<Candidate, 'start' | 'end'>): boolean {
  return widestBreak(text, start, end) >= LISTED;
}

function sequences(text: FoldedText, placed: PlacedWords): Candidate[] {
  const followers = new Map<number, Placed<'SEQUENCE_THEN'>[]>();
  for (const each of placedAs(placed, 'SEQUENCE_THEN')) {
    const here = followers.get(each.start);
    if (here) here.push(each);
    else followers.set(each.start, [each]);
  }
  return placedAs(placed, 'SEQUENCE_FIRST').flatMap(({ rule, sequence, start, end }) => {
    for (let at = end; at <= end + sequence.within; at += 1) {
      const follower = followers.get(at)?.find((each) => each.sequence === sequence);
      if (follower && widestBreak(text, start, follower.end) < SENTENCE)
        return [{ rule, effect: sequence.effect, start, end: follower.end }];
    }
    return [];
  });
}

function besideFigure(text: FoldedText, word: Placed<'FIGURE_WORD'>, figures: readonly Figure[]): Candidate[] {
  const within = word.rule.figuresBeside?.within ?? 0;
  const near = nearest(figures, word.start - within, word.end + within);
  if (!near) return [];
  const start = Math.min(word.start, near.start);
  const end = Math.max(word.end, near.end);
  const [first, second] = word.start < near.start ? [word, near] : [near, word];
  if (widestBreak(text, first.end - 1, second.start + 1) >= SENTENCE) return [];
  return [{ rule: word.rule, effect: 'REVIEW', start, end }];
}

/** The first figure that ends at `from` or later, if it begins at `to` or earlier. Figures stand in order: a binary search. */
function nearest(figures: readonly Figure[], from: number, to: number): Figure | undefined {
  let low = 0;
  let high = figures.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((figures[middle]?.end ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found = figures[low];
  return found && found.start <= to ? found : undefined;
}
