import type { Judged } from './review-copy.js';

const STRICTNESS = { BLOCK: 1, REVIEW: 0 } as const;

/**
 * Longest match first: what stands inside a longer finding is not told again, unless it weighs more than that one. Of two rules
 * that name the same words the first is told.
 *
 * @returns in the order of the text
 */
export function claimLongest(judged: readonly Judged[]): Judged[] {
  const order = judged.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || STRICTNESS[b.effect] - STRICTNESS[a.effect],
  );
  const owner = new Map<number, Judged>();
  const kept = order.filter((each) => {
    const over = [owner.get(each.start), owner.get(each.end - 1)];
    if (over.some((longer) => longer && holds(longer, each))) return false;
    for (let at = each.start; at < each.end; at += 1) if (!owner.has(at)) owner.set(at, each);
    return true;
  });
  return kept.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function holds(longer: Judged, each: Judged): boolean {
  return longer.start <= each.start && longer.end >= each.end && STRICTNESS[longer.effect] >= STRICTNESS[each.effect];
}
