import { simplify } from './simplify.js';

/** What stood between a character and the one before it. The order matters: a wider break includes the narrower ones. */
export const NOTHING = 0;
/** Spaces, invisible characters, ornaments: put between characters to hide a word. */
export const SOFT = 1;
/** 、 */
export const LISTED = 2;
/** Comma or colon. */
export const CLAUSE = 3;
/** Full stop and the like, or a new line. */
export const SENTENCE = 4;

/** A text as the rules read it: letters, digits and % alone; each knows where in the original it stood. */
export interface FoldedText {
  readonly original: string;
  /** Folded characters, one code point each. */
  readonly chars: readonly string[];
  /** Offsets into the original in UTF-16 code units, end exclusive. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The break before each character. */
  readonly gaps: readonly number[];
}

const KEPT = /^[\p{L}\p{N}%]$/u;
/** Folded already, up to simplification: most of what is written. */
const PLAIN = /^[a-z0-9\u4e00-\u9fff]$/;
const SENTENCE_ENDS = new Set(['。', '!', '?', ';', '\n', '\r', '\u2028', '\u2029', '｡']);
const CLAUSE_ENDS = new Set([',', ':', '，', '：']);

/**
 * NFKC (UAX #15) per code point, lower case, traditional to simplified, and everything that is neither letter, digit nor %
 * taken out but remembered as a break. Per code point, because a composition over several would lose the offsets.
 */
export function foldText(original: string): FoldedText {
  const chars: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: number[] = [];
  let gap = NOTHING;
  let offset = 0;
  for (const point of original) {
    const end = offset + point.length;
    const isPlain = PLAIN.test(point);
    for (const part of isPlain ? point : point.normalize('NFKC').toLowerCase()) {
      if (isPlain || KEPT.test(part)) {
        chars.push(simplify(part));
        starts.push(offset);
        ends.push(end);
        gaps.push(gap);
        gap = NOTHING;
      } else gap = Math.max(gap, breakOf(part, original, end));
    }
    offset = end;
  }
  return { original, chars, starts, ends, gaps };
}

/** A stop counts as the end of a sentence only before a space: 1.5 and 保.本 hold none. */
function breakOf(part: string, original: string, end: number): number {
  if (SENTENCE_ENDS.has(part)) return SENTENCE;
  if (CLAUSE_ENDS.has(part)) return CLAUSE;
  if (part === '、') return LISTED;
  if (part === '.' && /\s/.test(original.charAt(end))) return SENTENCE;
  return SOFT;
}
